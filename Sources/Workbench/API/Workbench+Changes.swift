import JSON
import Layout
import Linting
import Migration
import Reporting
import TextEncoding

/// What changes the file, or what it is checked with.
extension Workbench {
  /// More of a preview than this nobody reads, in bytes.
  private static let mostPreview = 256 << 10

  func setOptions(_ message: JSONValue) throws -> Response {
    guard probe == nil else { throw Refusal.isProbing }
    var next = options
    next.kind = try name(message, "kind", known: choices.kinds.map(\.name), from: configuration.options.kind)
    next.server = try name(message, "server", known: choices.servers.map(\.name), from: configuration.options.server)
    next.encoding = try encoding(message)
    if let sheet = message["sheet"]?.string { next.sheet = sheet }
    if let admin = message["admin"]?.string { next.admin = admin.isEmpty ? nil : admin }
    if let domains = message["domains"]?.array { next.domains = domains.compactMap(\.string).filter { !$0.isEmpty } }
    if let flag = message["allowUnknownColumns"]?.boolean { next.allowsUnknownColumns = flag }
    try file?.check(with: next)
    options = next
    return state()
  }

  /// The name of a kind or server; nil for `auto`. A file of the user's own is not opened by a request.
  private func name(_ message: JSONValue, _ what: String, known: [String], from standard: String?) throws -> String? {
    guard let name = message[what]?.string else { return standard }
    if name == "auto" { return nil }
    guard known.contains(name) else { throw UnknownName(what: what, name: name, known: known) }
    return name
  }

  /// The encoding that a message names; nil for `auto`.
  private func encoding(_ message: JSONValue) throws -> TextEncoding? {
    guard let name = message["encoding"]?.string else { return options.encoding }
    if name == "auto" { return nil }
    guard let encoding = TextEncoding.named(name) else {
      throw UnknownName(what: "encoding", name: name, known: TextEncoding.all.map(\.name))
    }
    return encoding
  }

  /// Which findings a message is about.
  private func scope(_ message: JSONValue, _ file: OpenFile) throws -> FixScope {
    switch message["scope"]?.string {
    case "safe": return .safe
    case "unsafe": return .unsafe
    case "cause":
      guard let cause = message["cause"]?.integer, file.index.causes.indices.contains(cause) else { break }
      return .cause(cause)
    case "finding":
      guard let finding = message["finding"]?.integer, file.result.findings.indices.contains(finding) else { break }
      return .finding(finding)
    default: break
    }
    throw Refusal.malformed("no such findings")
  }

  /// What fixes would change, as a diff with secrets masked.
  func preview(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    let outcome = try file.outcome(of: scope(message, file))
    var diff: [UInt8] = []
    var isWhole = true
    let output = Output { bytes in
      let room = Workbench.mostPreview - diff.count
      if bytes.count > room { isWhole = false }
      diff += bytes.prefix(max(0, room))
    }
    DiffReporter(output, color: false).write(outcome)
    output.flush()
    if !isWhole, let end = diff.lastIndex(of: 0x0A) { diff.removeSubrange((end + 1)...) }
    return .json { writer in
      writer.member("revision", file.revision)
      writer.member("diff", String(decoding: diff, as: UTF8.self))
      writer.member("isWhole", isWhole)
      writer.array("fixed") { writer in
        for (rule, count) in outcome.fixed.sorted(by: { ($1.value, $0.key.name) < ($0.value, $1.key.name) }) {
          writer.object { writer in
            writer.member("rule", rule.name)
            writer.member("count", count)
          }
        }
      }
    }
  }

  func fix(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    _ = try file.fix(scope(message, file))
    return state()
  }

  /// Replaces a value, also a secret one, which no response contains.
  func edit(_ message: JSONValue) throws -> Response {
    let file = try current(message)
    guard let row = message["row"]?.integer, let column = message["column"]?.integer,
      let value = message["value"]?.string
    else { throw Refusal.malformed("expected row, column and value") }
    try file.edit(row: row, column: column, value: value)
    return state()
  }

  func undo(_ message: JSONValue) throws -> Response {
    try current(message).undo()
    return state()
  }
}
