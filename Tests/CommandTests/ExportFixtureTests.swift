import Foundation
import Migration
import TestSupport
import Testing

/// The account lists of other programs in `fixtures/exports/`, as those programs write them.
@Suite("Export fixtures")
struct ExportFixtureTests {
  private struct Finding: Decodable {
    var rule, message: String
  }

  /// The beginnings of all passwords in the fixtures.
  private static let secrets = ["Wren", "Finch", "Heron", "Otter", "Plover", "Crane", "Target-"]

  @Test("The only finding names the export", arguments: ExportFixture.all)
  func check(fixture: ExportFixture) throws {
    let export = try #require(Self.export(of: fixture))
    let found = try findings(in: fixture.path).filter { $0.rule != "file-readable-by-others" }
    #expect(found.map(\.rule) == ["export-unconverted"], "\(found)")
    #expect(found.first?.message == "not a migration file: \(export.title)")
  }

  @Test("The converted file is the expected one, and lacks at most passwords", arguments: ExportFixture.all)
  func convert(fixture: ExportFixture) throws {
    let folder = try TemporaryFolder()
    let output = folder.path("converted.csv")
    let result = try Program.run(["convert", fixture.path, "-o", output])
    #expect(!Self.secrets.contains { result.output.contains($0) || result.errors.contains($0) })
    guard let expected = fixture.converted else {
      // A list without accounts.
      #expect(result.status == 2, "\(result.errors)")
      #expect(!FileManager.default.fileExists(atPath: output))
      return
    }
    #expect(result.status == 0, "\(result.errors)")
    let text = try String(contentsOfFile: output, encoding: .utf8)
    #expect(Array(text.utf8) == expected, "\(text)\(result.errors)")
    let left = try findings(in: output).filter {
      $0.rule != "value-missing" || $0.message != "missing value: `Password` is empty"
    }
    #expect(left.isEmpty, "\(left)")
  }

  @Test("Every known export has a fixture")
  func coverage() {
    let shown = Set(ExportFixture.all.compactMap { Self.export(of: $0)?.name })
    #expect(Set(Export.builtInNames).subtracting(shown) == [])
  }

  /// The export whose name the file's name begins with, the longest one of several.
  private static func export(of fixture: ExportFixture) -> Export? {
    let names = Export.builtInNames.filter { fixture.stem == $0 || fixture.stem.hasPrefix("\($0)-") }
    return names.max { $0.count < $1.count }.flatMap { try? Export.builtIn($0) }
  }

  /// The findings of `check`, none of whose output contains a password.
  private func findings(in path: String) throws -> [Finding] {
    let result = try Program.run(["check", "--no-config", "--expand", "--format", "jsonl", path])
    #expect(!Self.secrets.contains { result.output.contains($0) || result.errors.contains($0) })
    return try result.output.split(separator: "\n").map { line in
      try JSONDecoder().decode(Finding.self, from: Data(line.utf8))
    }
  }
}
