import Files
import JSON
import Layout
import Linting
import Migration
import Configuration

/// What the editor's user sets: `initializationOptions`, and `batchlint` in `workspace/didChangeConfiguration`. It goes
/// before `.batchlint.yaml`, as a command line does.
struct EditorSettings {
  var overrides = Overrides()
  /// The configuration to use instead of the nearest one.
  var configuration: String?
  /// Further diagnostics of a document are not reported one by one.
  var maxFindings = 1000

  init() {}

  /// - Throws: ``YAMLProblem``, or what is wrong with a kind, a server or a rule's name.
  init(_ value: JSONValue) throws {
    guard value != .null else { return }
    guard case .object(let members) = value else { throw YAMLProblem("expected an object") }
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch name {
      case "kind": try overrides.setKind(EditorSettings.text(value, name))
      case "server": try overrides.setServer(EditorSettings.text(value, name))
      case "admin": overrides.admin = try EditorSettings.text(value, name)
      case "domains": overrides.domains = try EditorSettings.texts(value, name)
      case "allowUnknownColumns":
        guard let flag = value.boolean else { throw YAMLProblem("\(name): expected true or false") }
        overrides.allowsUnknownColumns = flag
      case "config": configuration = try EditorSettings.text(value, name)
      case "maxFindings":
        guard let number = value.integer, number >= 0 else {
          throw YAMLProblem("\(name): expected a number of 0 or more")
        }
        maxFindings = number
      case "select", "ignore", "severity": break
      default:
        let known = [
          "admin", "allowUnknownColumns", "config", "domains", "ignore", "kind", "maxFindings", "select", "server",
          "severity",
        ]
        throw UnknownName(what: "setting", name: name, known: known)
      }
    }
    try overrides.setRules(
      select: members["select"].map { try EditorSettings.texts($0, "select") } ?? [],
      ignore: members["ignore"].map { try EditorSettings.texts($0, "ignore") } ?? [],
      severities: members["severity"].map(EditorSettings.severities) ?? [])
  }

  private static func text(_ value: JSONValue, _ name: String) throws -> String {
    guard let text = value.string else { throw YAMLProblem("\(name): expected text") }
    return text
  }

  private static func texts(_ value: JSONValue, _ name: String) throws -> [String] {
    guard let list = value.array else { throw YAMLProblem("\(name): expected a list") }
    return try list.map { try text($0, name) }
  }

  private static func severities(_ value: JSONValue) throws -> [(rule: String, severity: Severity)] {
    guard case .object(let members) = value else { throw YAMLProblem("severity: expected an object") }
    return try members.sorted { $0.key < $1.key }.map { rule, value in
      guard let severity = value.string.flatMap(Severity.init) else {
        throw UnknownName(what: "severity", name: value.string ?? "", known: Severity.allCases.map(\.rawValue))
      }
      return (rule, severity)
    }
  }
}

/// A setting that is not what it should be.
struct YAMLProblem: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
