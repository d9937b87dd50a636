import Foundation
import TestSupport
import Testing

/// A finding that nearly all rows share is reported once, and nothing else changes by that.
@Suite("Systematic findings")
struct SystematicFindingsTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Fifty rows; those from a number on have no space after the sign-in name.
  private func write(spaces: Int) throws {
    let rows = (1...50).map { "u\($0)@contoso.com,u\($0)\($0 <= spaces ? " " : ""),Wren-48\($0)\n" }
    try folder.write("EmailAddress,UserName,Password\n" + rows.joined(), as: "users.csv")
  }

  private func check(_ arguments: String...) throws -> Program.Result {
    try Program.run(
      ["check", "--no-config", "--fail-on", "warning"] + arguments + ["users.csv"], in: folder.path)
  }

  @Test(
    "Nine in ten rows, and twenty at least, make it one finding at the first of them",
    arguments: [(50, 1), (45, 1), (44, 44)])
  func threshold(spaces: Int, findings: Int) throws {
    try write(spaces: spaces)
    let result = try check("--format", "json")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let found = try #require((report["files"] as? [[String: Any]])?.first?["findings"] as? [[String: Any]])
    #expect(result.status == 1 && found.count == findings)
    #expect(found.first?["rows"] as? Int == (findings == 1 ? spaces : 1) && found.first?["line"] as? Int == 2)
    #expect((report["summary"] as? [String: Any])?["warnings"] as? Int == findings)
    #expect(try check("--format", "concise", "--expand").output.split(separator: "\n").count == spaces)
    let expected =
      switch spaces {
      case 50: "trailing space (all 50 rows)"
      case 45: "trailing space (45 of 50 rows)"
      default: "trailing space ["
      }
    #expect(try check("--format", "concise").output.contains(expected))
  }

  @Test("fix fixes every row, and a baseline knows every row")
  func fixing() throws {
    try write(spaces: 48)
    #expect(try check("--write-baseline", "known.txt").status == 1)
    #expect(try check("--baseline", "known.txt").status == 0)
    try folder.write(
      String(contentsOfFile: folder.path("users.csv"), encoding: .utf8) + "z@contoso.com,z ,Otter-1\n", as: "users.csv")
    #expect(try check("--baseline", "known.txt", "--format", "concise").output.hasPrefix("users.csv:52:16: "))
    #expect(try Program.run(["fix", "--no-config", "users.csv"], in: folder.path).status == 0)
    #expect(try !String(contentsOfFile: folder.path("users.csv"), encoding: .utf8).contains(" "))
  }

  @Test("The merged reports of all shards are the report of the whole run")
  func shards() throws {
    try write(spaces: 49)
    let whole = try check("--format", "sarif").output
    for index in 1...3 { _ = try check("--shard", "\(index)/3", "--format", "json=\(index).json") }
    let merged = try Program.run(["merge", "--format", "sarif", "1.json", "2.json", "3.json"], in: folder.path)
    #expect(merged.output == whole, "\(merged.errors)")
    #expect(whole.contains("(49 of 50 rows)"))
  }

  @Test("Of a small file each row is reported")
  func small() throws {
    let rows = (1...19).map { "u\($0)@contoso.com,u\($0) ,Wren-48\($0)\n" }
    try folder.write("EmailAddress,UserName,Password\n" + rows.joined(), as: "users.csv")
    #expect(try check("--format", "concise").output.split(separator: "\n").count == 19)
  }
}
