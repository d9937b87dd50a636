import Foundation
import TestSupport
import Testing

@Suite("Baseline")
struct BaselineTests {
  private static let header = "EmailAddress,UserName,Password\n"
  private static let rows = [
    "alberta@contoso.com,alberta,Wren-4821\n", "bruno@contoso.com,bruno ,Qz7Kx4Vj9\n", "carla@contoso.com,carla,\n",
    "dario@contoso.com,dario ,Finch-6612\n",
  ]

  private func check(_ folder: TemporaryFolder, _ rows: [String], _ arguments: [String]) throws -> Program.Result {
    try folder.write(Self.header + rows.joined(), as: "users.csv")
    return try Program.run(
      ["check", "--no-config", "--fail-on", "warning", "--format", "concise"] + arguments + ["users.csv"],
      in: folder.path)
  }

  @Test("Known findings do not fail, wherever their rows go; new ones do, and gone ones are told")
  func known() throws {
    let folder = try TemporaryFolder()
    #expect(try check(folder, Self.rows, ["--write-baseline", "known.txt"]).status == 1)
    let text = try String(contentsOfFile: folder.path("known.txt"), encoding: .utf8)
    #expect(text.hasPrefix("batchlint baseline 1\nvalue-missing "))
    for secret in ["Qz7Kx4Vj9", "bruno", "contoso"] { #expect(!text.contains(secret)) }
    let moved = try check(
      folder, ["zoe@contoso.com,zoe,Heron-1195\n"] + Self.rows.reversed(), ["--baseline", "known.txt"])
    #expect(moved.status == 0)
    #expect(moved.output == "")
    #expect(moved.errors.contains("3 known findings not reported"))
    let more = try check(folder, Self.rows + ["zoe@contoso.com,zoe ,Heron-1195\n"], ["--baseline", "known.txt"])
    #expect(more.status == 1)
    #expect(more.output.hasPrefix("users.csv:6:20: warning: ") && more.output.split(separator: "\n").count == 1)
    let fewer = try check(folder, Array(Self.rows.prefix(3)), ["--baseline", "known.txt"])
    #expect(fewer.status == 0)
    #expect(fewer.errors.contains("users.csv: 1 stale baseline entry for value-whitespace"))
  }

  @Test("In SARIF a known finding is suppressed")
  func sarif() throws {
    let folder = try TemporaryFolder()
    _ = try check(folder, Self.rows, ["--write-baseline", "known.txt"])
    let result = try check(folder, Self.rows, ["--baseline", "known.txt", "--format", "sarif=report.sarif"])
    #expect(result.status == 0)
    let report = try String(contentsOfFile: folder.path("report.sarif"), encoding: .utf8)
    #expect(report.split(separator: "\n").count { $0.contains("\"suppressions\":[{\"kind\":\"external\"") } == 3)
  }

  @Test(
    "A file that is no baseline is refused with its place",
    arguments: [
      ("x", "known.txt:1: not a baseline: expected `batchlint baseline 1`"),
      ("batchlint baseline 1\nfoo\n", "known.txt:2: expected rule, fingerprint, count and path"),
    ])
  func malformed(text: String, says: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, as: "known.txt")
    let result = try check(folder, Self.rows, ["--baseline", "known.txt"])
    #expect(result.status == 2)
    #expect(result.errors.contains(says))
  }
}
