import Foundation
import TestSupport
import Testing

/// No password of any shape in any output, whatever the file is: any columns in any order, any header row or none, any
/// separator and encoding, title lines, totals, whole rows in quotes.
@Suite("Generated dumps")
struct GeneratedDumpTests {
  @Test("No password in any output of check, fix, convert, split and template", arguments: [1, 2] as [UInt64])
  func leaks(seed: UInt64) throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: seed)
    for number in 0..<1_000 { try folder.write(GeneratedDump.file(&random), as: "files/\(number).csv") }
    let formats = [
      "concise", "json", "jsonl", "junit", "junit-strict", "sarif", "github", "gitlab", "checkstyle", "rdjson", "azure",
      "teamcity", "tap", "markdown", "html",
    ]
    let reports = formats.flatMap { ["--format", "\($0)=\(folder.path($0))"] }
    let check = try Program.run(
      ["check", "--no-config", "--mergeable", "--fail-on", "info"] + reports + [
        "--format", "text", folder.path("files"),
      ])
    let diff = try Program.run(["check", "--no-config", "--diff", "--unsafe", folder.path("files")])
    let others = try Program.shell(
      """
      for file in files/*[05].csv; do
        "$BATCHLINT" convert $file -o converted.csv --force >/dev/null
        "$BATCHLINT" split --no-config --rows 2 --output-dir . $file >/dev/null
        "$BATCHLINT" template --users $file >/dev/null
      done
      """, in: folder.path)
    var outputs = [("text", check.bytes), ("diff", diff.bytes), ("other commands", others.bytes)]
    for format in formats { outputs.append((format, try Data(contentsOf: URL(fileURLWithPath: folder.path(format))))) }
    for (name, data) in outputs {
      #expect(data.count > 2_000, "\(name)")
      let found = data.range(of: Data(GeneratedDump.secret.utf8))
      #expect(
        found == nil,
        "\(name): a password at byte \(found?.lowerBound ?? 0)"
      )
    }
  }
}
