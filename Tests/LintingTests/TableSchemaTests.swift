import Configuration
import Foundation
import Linting
import Migration
import TestSupport
import Testing

/// A Table Schema of Frictionless makes a kind.
@Suite("Table Schema")
struct TableSchemaTests {
  private static let folder = Fixture.root.appendingPathComponent("fixtures/tables")

  private static func kind(_ name: String) throws -> Kind {
    let text = try String(contentsOf: folder.appendingPathComponent("\(name).json"), encoding: .utf8)
    return try Kind(text: text, file: "\(name).json")
  }

  private static func table(_ name: String) throws -> LintResult {
    var sample = LintSample(Array(try Data(contentsOf: folder.appendingPathComponent(name))))
    sample.options.ownKinds = [try kind(String(name.prefix { $0 != "-" }))]
    sample.options.kind = "csv"
    return try sample.lint()
  }

  @Test("A good table is silent", arguments: ["people-good.csv", "readings-good.csv"])
  func good(name: String) throws {
    #expect(try Self.table(name).verdicts == [])
  }

  @Test("Each constraint has its rule and its place")
  func places() throws {
    #expect(
      try Self.table("people-constraints.csv").verdicts == [
        "2:1 error value-missing", "3:3 error value-too-short", "3:6 error value-not-allowed",
        "3:22 error value-not-allowed", "4:3 error value-too-long",
        "4:21 error value-not-allowed", "4:37 error value-not-allowed", "5:26 error value-not-allowed",
        "6:1 error duplicate-value",
      ])
    #expect(try Self.table("readings-keys.csv").verdicts == ["4:1 error duplicate-value"])
  }

  @Test(
    "What is not understood is refused at its place",
    arguments: [
      ("{\"fields\": [{\"name\": \"a\", \"type\": \"geopoint\"}]}", "fields[0].type: expected one of string"),
      ("{\"fields\": [{\"name\": \"a\", \"type\": \"date\", \"format\": \"%d.%m.%Y\"}]}", "only the format default"),
      ("{\"fields\": [{\"name\": \"a\", \"type\": \"number\", \"decimalChar\": \",\"}]}", "decimalChar: unknown key"),
      (
        "{\"fields\": [{\"name\": \"a\", \"constraints\": {\"pattern\": \"[\"}}]}", "expected an ICU regular expression"
      ),
      ("{\"fields\": [{\"name\": \"a\"}], \"missingValues\": [\"\", \"-\"]}", "missingValues: only the empty string"),
      ("{\"fields\": [{\"name\": \"a\"}], \"primaryKey\": \"b\"}", "primaryKey: expected the name of a field"),
      ("{\"fields\": [{\"name\": \"a\"}]", "invalid JSON"),
    ])
  func refused(schema: String, problem: String) {
    #expect { try Kind(text: schema, file: "tableschema.json") } throws: {
      "\($0)".hasPrefix("tableschema.json:") && "\($0)".contains(problem)
    }
  }

  @Test("Columns in the configuration make any CSV file one to lint, and so does a schema")
  func configured() throws {
    let yaml =
      "kind: csv\ncolumns:\n- {name: Product, required: true, unique: true}\n"
      + "- {name: Price, forms: [decimal], bounds: {form: decimal, from: 0}}\n"
    var sample = LintSample(Array("Product;Note;Price\nWidget;\"=A1\";5.50\nGadget;;-1\nWidget;;free\n;;1\n".utf8))
    sample.options = try Configuration(yaml: yaml, file: ".batchlint.yaml") { path in (path, path) }.options
    #expect(
      try sample.lint().verdicts == [
        "3:9 error value-not-allowed", "4:1 error duplicate-value", "4:9 error value-not-allowed",
        "5:1 error value-missing",
      ])
    let schema = try Configuration(yaml: "schema: tableschema.json\n", file: ".batchlint.yaml") { path in
      ("{\"fields\": [{\"name\": \"Product\"}, {\"name\": \"Price\", \"type\": \"integer\"}]}", path)
    }
    sample.options = schema.options
    sample.bytes = Array("Product,Price\nWidget,5.5\n".utf8)
    #expect(try sample.lint().verdicts == ["2:8 error value-not-allowed"])
    #expect(throws: (any Error).self) {
      try Configuration(yaml: "kind: imap\ncolumns: [{name: A}]\n", file: "x") { path in (path, path) }
    }
  }
}
