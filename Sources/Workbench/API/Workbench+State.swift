import JSON
import Layout
import Linting
import Migration
import Reporting
import TextEncoding

/// The kinds and servers that can be chosen: the program's, and those of the configuration. They are read once.
struct Choices {
  typealias Choice = (name: String, title: String)
  let kinds: [Choice]
  let servers: [Choice]

  init(_ options: LintOptions) {
    let kinds = options.ownKinds + Kind.builtInNames.compactMap { try? Kind.builtIn($0) }
    let servers = options.ownServers + Server.builtInNames.compactMap { try? Server.builtIn($0) }
    self.kinds = kinds.filter { $0.noFile == nil }.map { ($0.name, $0.title) }
    self.servers = servers.map { ($0.name, $0.title) }
  }
}

/// What the page shows besides rows: the file, what it was taken for and why, and the causes of its findings.
extension Workbench {
  /// - Parameter more: writes what the answer to a request has besides.
  func state(_ more: (inout JSONWriter) -> Void = { _ in }) -> Response {
    .json { writer in
      writer.member("version", configuration.version)
      if let path = configuration.path { writer.member("path", path) }
      writer.object("options", writeOptions)
      writer.object("choices", writeChoices)
      if let file { writer.object("file") { write(file, &$0) } }
      writeProbe(&writer)
      more(&writer)
    }
  }

  private func writeOptions(_ writer: inout JSONWriter) {
    writer.member("kind", options.kind ?? "auto")
    writer.member("server", options.server ?? "auto")
    writer.member("admin", options.admin ?? "")
    writer.member("domains", options.domains)
    writer.member("encoding", options.encoding?.name ?? "auto")
    writer.member("allowUnknownColumns", options.allowsUnknownColumns)
    if let recipients = options.recipients { writer.member("recipients", recipients.count) }
    if let host = configuration.endpoint?.host { writer.member("host", host) }
  }

  private func writeChoices(_ writer: inout JSONWriter) {
    func write(_ name: String, _ title: String, _ writer: inout JSONWriter) {
      writer.object { writer in
        writer.member("name", name)
        writer.member("title", title)
      }
    }
    writer.array("kinds") { writer in
      for kind in choices.kinds { write(kind.name, kind.title, &writer) }
    }
    writer.array("servers") { writer in
      for server in choices.servers { write(server.name, server.title, &writer) }
    }
    writer.member("encodings", TextEncoding.all.map(\.name))
    writer.member("formats", Format.allCases.map(\.rawValue))
  }

  private func write(_ file: OpenFile, _ writer: inout JSONWriter) {
    let layout = file.result.layout
    let facts = LintedFile(file.result.showing([])).facts
    writer.member("name", file.baseName)
    writer.member("revision", file.revision)
    writer.member("isOnDisk", file.isOnDisk)
    writer.member("isModified", file.isModified)
    writer.member("undo", file.history.count)
    writer.member("kind", layout.kind.title)
    if let reason = facts.kindReason { writer.member("kindReason", reason) }
    writer.member("server", layout.server.title)
    if let reason = facts.serverReason { writer.member("serverReason", reason) }
    writer.member("encoding", facts.encoding)
    writer.member("delimiter", facts.delimiter == 0x09 ? "tab" : String(UnicodeScalar(facts.delimiter)))
    if let origin = layout.document.origin {
      writer.member("sheet", origin.sheet)
      writer.member("sheets", origin.sheets)
    }
    writer.member("isReadable", layout.isReadable)
    writer.member("bytes", facts.bytes)
    writer.member("rows", layout.isReadable ? file.result.rows : 0)
    writer.array("columns") { writer in
      for (index, column) in layout.columns.enumerated() where layout.isReadable {
        writer.object { writer in
          writer.member("name", file.result.name(ofColumn: index) ?? "column \(index + 1)")
          writer.member("isSecret", column.isSecret)
        }
      }
    }
    for severity in Severity.allCases { writer.member(severity.rawValue, file.result.count(severity)) }
    write(file.index, of: file.result, &writer)
  }

  private func write(_ index: FindingIndex, of result: LintResult, _ writer: inout JSONWriter) {
    let fixer = Fixer(result)
    var fixable = (safe: 0, all: 0)
    writer.array("causes") { writer in
      for cause in index.causes {
        let first = result.findings[cause.first]
        let fix = fixer.fix(for: first)
        if let fix {
          fixable.all += cause.count
          if fix.isSafe { fixable.safe += cause.count }
        }
        writer.object { writer in
          writer.member("rule", cause.rule.name)
          writer.member("severity", cause.severity.rawValue)
          writer.member("summary", RuleRegistry.summary(cause.rule.name))
          writer.member("count", cause.count)
          if let name = result.name(ofColumn: cause.field) { writer.member("column", name) }
          if let fix { writer.object("fix") { $0.fix(fix.title, isSafe: fix.isSafe) } }
        }
      }
    }
    writer.member("safeFixes", fixable.safe)
    writer.member("allFixes", fixable.all)
  }
}

extension JSONWriter {
  /// The members of a fix: what it does, and whether it keeps the meaning.
  mutating func fix(_ title: String, isSafe: Bool) {
    member("title", title)
    member("isSafe", isSafe)
  }
}
