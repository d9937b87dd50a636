import Configuration
import Foundation
import Migration
import TestSupport
import Testing

/// The schemas of the YAML files accept what the program accepts, by check-jsonschema.
@Suite("Integration: YAML schemas", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct YAMLSchemaTests {
  private static let folder = Fixture.root.appendingPathComponent("rules/schemas")

  @Test(
    "The schemas take the kinds and servers that come with the program")
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
      "rules:\n  - {column: UserName, pattern: '^a', time-limit: 5, values: [1, x], min-length: 0, unique: true, "
        + "severity: info, message: 7}\n"
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
      "kind: own\ncolumns: [{name: A, required: true, role: address, max-length: 5, aliases: [B], values: [x], "
        + "unique: false}]\n"
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
    "What the program refuses the schema refuses, and what it takes the schema takes")
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

  @Test("The starter file of init is valid by its schema, also with every setting that it only shows")
  func starter() throws {
    let folder = try TemporaryFolder()
    let rows = (1...9).map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n\(rows)", as: "users.csv")
    #expect(try Program.run(["init", "users.csv"], in: folder.path).status == 0)
    let text = try String(contentsOfFile: folder.path(".batchlint.yaml"), encoding: .utf8)
    let all = text.replacing(try Regex("^#(?=[a-z-]+:)").anchorsMatchLineEndings(), with: "")
    try folder.write(all, as: "all.yaml")
    let schema = Self.folder.appendingPathComponent("configuration.json").path
    let valid = try VirtualEnvironment.run(
      "check-jsonschema", ["--schemafile", schema, folder.path("all.yaml"), folder.path(".batchlint.yaml")])
    #expect(valid.status == 0, "\(valid.output)")
  }
}
