import Foundation
import Linting
import Migration
import TestSupport
import Testing

/// The verdicts on tables are those of `frictionless`, or the difference is explained in DIFFERENCES.md.
@Suite("Integration: frictionless", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct FrictionlessTests {
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

  private static var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }.sorted()
    }
  }

  /// `FILE ROW` for each data row with an error, 0 for the header.
  private static func own() throws -> Set<String> {
    Set(
      try files.flatMap { name in
        try table(name).findings.filter { $0.severity == .error }.map { "\(name) \($0.place.row ?? 0)" }
      })
  }

  /// What the page says of the differences: `FILE ROW`, and who sees an error.
  private static func explained() throws -> (frictionless: Set<String>, batchlint: Set<String>) {
    let page = try String(contentsOf: folder.appendingPathComponent("DIFFERENCES.md"), encoding: .utf8)
    var sides: [String: Set<String>] = ["frictionless": [], "batchlint": []]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " `")) }
      sides[cells[2]]?.insert("\(cells[0]) \(cells[1])")
    }
    return (sides["frictionless"]!, sides["batchlint"]!)
  }

  @Test(
    "The verdicts are those of frictionless, row by row, but for what the page explains")
  func agreement() throws {
    let result = try VirtualEnvironment.script("tables.py", ["."], in: Self.folder.path)
    #expect(result.status == 0, "\(result.errors)")
    let theirs = Set(result.output.split(separator: "\n").map(String.init))
    let ours = try Self.own()
    let explained = try Self.explained()
    #expect(theirs.subtracting(ours) == explained.frictionless)
    #expect(ours.subtracting(theirs) == explained.batchlint)
    #expect(!theirs.isDisjoint(with: ours))
  }
}
