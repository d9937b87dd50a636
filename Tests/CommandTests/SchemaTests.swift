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

  @Test(
    "The schemas take the kinds and servers that come with the program",
    .enabled(if: VirtualEnvironment.python != nil, "run `make test`"))
  func ownFiles() throws {
    for (name, folder) in [("kind", "kinds"), ("server", "servers")] {
      let directory = Fixture.root.appendingPathComponent("rules/\(folder)").path
      let files = try FileManager.default.contentsOfDirectory(atPath: directory).map { "\(directory)/\($0)" }
      let result = try VirtualEnvironment.run(
        "check-jsonschema", ["--schemafile", Self.folder.appendingPathComponent("\(name).json").path] + files)
      #expect(result.status == 0, "\(result.output)")
    }
  }

  private static let samples: [(schema: String, yaml: String)] = [
    ("configuration", "kind: imap\nserver: dovecot\nadmin: mailadmin\ndomains: [contoso.com]\n"),
    ("configuration", "admin: 4711\nignore: [file-name, 'address-*']\nselect: ['*']\nfail-on: never\n"),
    (
      "configuration",
      "severity: {address-*: error, file-name: info}\nencoding: windows-1250\nallow-unknown-columns: true\n"
    ),
    (
      "configuration",
      "rules:\n  - {column: UserName, pattern: '^a', time-limit: 5, values: [1, x], min-length: 0, unique: true, severity: info, message: 7}\n"
    ),
    ("configuration", "kind: auto\nserver: auto\nkinds: []\nservers: []\n"),
    ("configuration", "serverr: dovecot\n"), ("configuration", "server: dovcot\n"), ("configuration", "kind: imapp\n"),
    ("configuration", "domains: contoso.com\n"), ("configuration", "domains:\n"),
    ("configuration", "ignore: [adress-syntax]\n"),
    ("configuration", "ignore: file-name\n"), ("configuration", "severity: {blank-line: eror}\n"),
    ("configuration", "severity: {blank-lin: error}\n"),
    ("configuration", "fail-on: warn\n"), ("configuration", "allow-unknown-columns: yes\n"),
    ("configuration", "allow-unknown-columns: 1\n"),
    ("configuration", "rules: [{pattern: x}]\n"), ("configuration", "rules: [{column: A, min-length: -1}]\n"),
    ("configuration", "rules: [{column: A, time-limit: 0}]\n"),
    ("configuration", "rules: [{column: A, unique: maybe}]\n"),
    ("configuration", "rules: [{column: A, severity: bad}]\n"), ("configuration", "rules: {column: A}\n"),
    ("configuration", "- kind\n"),
    (
      "kind",
      "kind: own\ncolumns: [{name: A, required: true, role: address, max-length: 5, aliases: [B], values: [x], unique: false}]\n"
    ),
    ("kind", "kind: own\ncolumns: []\n"), ("kind", "kind: own\n"), ("kind", "columns: [{name: A}]\n"),
    ("kind", "kind: own\ncolumns: [{role: text}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, role: txt}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A}]\nheader: maybe\n"),
    ("kind", "kind: own\ncolumns: [{name: A}]\nlimits: {rows: 0}\n"),
    ("kind", "kind: own\ncolumns: [{name: A}]\nlimits: {row: 1}\n"),
    ("kind", "kind: own\nno-file: it takes none\n"), ("kind", "kind: own\nunknown-columns: allowed\ncolumns: []\n"),
    ("kind", "kind: own\ncolumns: [{name: A, unique: maybe}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, unique: case-sensitive, forms: [guid], number: {from: 1}}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, checks: [{says: x}]}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, checks: [{must: a, never: b, says: x}]}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, forms: [gid]}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A}]\none-to-one: [[A]]\n"),
    ("kind", "kind: own\ncolumns: [{name: A}]\nlimits: {advised-rows: 5}\n"),
    ("kind", "kind: own\ncolumns: [{name: A, distinct: {last-is-new: true}}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, when: [{is: [x]}]}]\n"),
    ("kind", "kind: own\ncolumns: [{name: A, repeats: {most: 1, says: x}}]\n"),
    (
      "server",
      "server: own\nclass: A\nsign-in: ['{user}*{admin}', '#{user}#{admin:address}#']\nroot: optional\ndetect: true\n"
    ),
    ("server", "title: own\n"), ("server", "server: own\nclass: D\n"),
    ("server", "server: own\nsign-in: ['{usr}*{admin}']\n"),
    ("server", "server: own\nsign-in: '{user}'\n"), ("server", "server: own\nsign-in: ['{domain}/x']\n"),
    ("server", "server: own\nsign-in: ['{user']\n"),
    ("server", "server: own\nroot: never\n"), ("server", "server: own\nown-sign-in: address\n"),
    ("server", "server: own\ndetect: on\n"),
  ]

  @Test(
    "What the program refuses the schema refuses, and what it takes the schema takes",
    .enabled(if: VirtualEnvironment.python != nil, "run `make test`"))
  func sameVerdict() throws {
    let folder = try TemporaryFolder()
    for (index, sample) in Self.samples.enumerated() {
      let isTaken = (try? Self.read(sample.schema, sample.yaml)) != nil
      let path = try folder.write(sample.yaml, as: "\(index).yaml")
      let result = try VirtualEnvironment.run(
        "check-jsonschema", ["--schemafile", Self.folder.appendingPathComponent("\(sample.schema).json").path, path])
      #expect((result.status == 0) == isTaken, "\(sample.schema): \(sample.yaml)\(result.output)\(result.errors)")
    }
    #expect(Self.samples.count { (try? Self.read($0.schema, $0.yaml)) != nil } == 10)
  }

  private static func read(_ schema: String, _ yaml: String) throws {
    switch schema {
    case "kind": _ = try Kind(yaml: yaml, file: "x")
    case "server": _ = try Server(yaml: yaml, file: "x")
    default: _ = try Configuration(yaml: yaml, file: "x") { ("", $0) }
    }
  }
}
