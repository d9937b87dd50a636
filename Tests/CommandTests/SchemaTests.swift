import Configuration
import Foundation
import Linting
import Migration
import TestSupport
import Testing

/// The schemas that editors use are no other word on what a YAML file may hold than the program's own.
@Suite("Schemas of the YAML files")
struct SchemaTests {
  private static let folder = Fixture.root.appendingPathComponent("rules/schemas")

  private func schema(_ name: String) throws -> [String: Any] {
    let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(name).json"))
    return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
  }

  /// The keys that a reader allows where it meets one that it does not know.
  private func known(_ read: () throws -> Void) -> Set<String> {
    do { try read() } catch {
      guard let list = "\(error)".components(separatedBy: "Known: ").dropFirst().first else { return [] }
      return Set(list.components(separatedBy: ", "))
    }
    return []
  }

  /// The keys of a schema; former names of keys, which are still read, are not among those that a reader names.
  private func keys(_ schema: [String: Any], _ path: String...) -> Set<String> {
    let end = path.reduce(schema) { $0[$1] as? [String: Any] ?? [:] }
    let properties = end["properties"] as? [String: [String: Any]] ?? [:]
    return Set(properties.filter { $0.value["deprecated"] as? Bool != true }.keys)
  }

  @Test("A configuration's keys, rules, kinds and servers")
  func configuration() throws {
    let schema = try schema("configuration")
    func read(_ yaml: String) throws { _ = try Configuration(yaml: yaml, file: "x") { ("", $0) } }
    #expect(keys(schema) == known { try read("zzzz: 1\n") })
    #expect(keys(schema, "$defs", "ownRule") == known { try read("rules: [{zzzz: 1}]\n") })
    let rule = ((schema["$defs"] as? [String: Any])?["rule"] as? [String: Any])?["anyOf"] as? [[String: Any]]
    #expect(
      rule?.first?["enum"] as? [String] == RuleRegistry.rules.map(\.info.name),
      "name every rule in configuration.json, in the catalogue's order")
    let conditions = (schema["allOf"] as? [[String: Any]] ?? []).compactMap {
      ($0["then"] as? [String: Any])?["properties"] as? [String: [String: Any]]
    }
    func names(_ key: String) -> [String] { conditions.compactMap { $0[key]?["enum"] as? [String] }.first ?? [] }
    #expect(names("kind").sorted() == (["auto"] + Kind.builtInNames).sorted())
    #expect(names("server").sorted() == (["auto"] + Server.builtInNames).sorted())
  }

  @Test("A kind's keys and a server's")
  func kindAndServer() throws {
    let kind = try schema("kind")
    let column = "kind: x\ncolumns: [{name: A}]\n"
    #expect(keys(kind) == known { _ = try Kind(yaml: column + "zzzz: 1\n", file: "x") })
    #expect(
      keys(kind, "properties", "limits") == known { _ = try Kind(yaml: column + "limits: {zzzz: 1}\n", file: "x") })
    #expect(keys(kind, "properties", "file") == known { _ = try Kind(yaml: column + "file: {zzzz: 1}\n", file: "x") })
    #expect(
      keys(kind, "$defs", "column")
        == known { _ = try Kind(yaml: "kind: x\ncolumns: [{name: A, zzzz: 1}]\n", file: "x") })
    #expect(
      keys(kind, "$defs", "condition")
        == known {
          _ = try Kind(yaml: "kind: x\ncolumns: [{name: A, when: [{column: A, is: [x], zzzz: 1}]}]\n", file: "x")
        })
    #expect(keys(try schema("server")) == known { _ = try Server(yaml: "server: x\nzzzz: 1\n", file: "x") })
  }

  @Test("Every key says what it is")
  func descriptions() throws {
    for name in ["configuration", "kind", "server"] {
      let schema = try schema(name)
      var properties = schema["properties"] as? [String: [String: Any]] ?? [:]
      for definition in (schema["$defs"] as? [String: [String: Any]] ?? [:]).values {
        properties.merge(definition["properties"] as? [String: [String: Any]] ?? [:]) { first, _ in first }
      }
      for (key, value) in properties { #expect((value["description"] as? String)?.isEmpty == false, "\(name): \(key)") }
    }
  }
}
