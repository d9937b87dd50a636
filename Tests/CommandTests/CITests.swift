import Foundation
import TestSupport
import Testing

@Suite("CI systems")
struct CITests {
  private static let bad = "EmailAddress,UserName,Password\nalberta@contoso.com,alberta\n"

  @Test("Under GitHub Actions text comes with annotations and a summary, their paths from the repository's top")
  func github() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.bad, as: "lists/users.csv")
    try folder.write("before\n", as: "summary.md")
    let environment = [
      "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.path, "GITHUB_STEP_SUMMARY": folder.path("summary.md"),
    ]
    let result = try Program.run(["--no-config", "users.csv"], in: folder.path("lists"), environment: environment)
    #expect(result.status == 1)
    #expect(result.output.contains("error[column-count]: expected 3 values, found 2\n --> users.csv:2:1\n"))
    #expect(
      result.output.contains(
        "\n::error file=lists/users.csv,line=2,endLine=2,col=1,endColumn=28,title=column-count"
          + "::expected 3 values, found 2 "
      ))
    let summary = try String(contentsOfFile: folder.path("summary.md"), encoding: .utf8)
    #expect(summary.hasPrefix("before\n## batchlint\n\n1 error in 1 file (1 row).\n"))
    let quiet = try Program.run(
      ["--no-config", "--format", "json", "users.csv"], in: folder.path("lists"), environment: environment)
    #expect(!quiet.output.contains("::error"))
  }

  @Test("GitLab's paths are from the project's directory")
  func gitlab() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.bad, as: "lists/users.csv")
    let result = try Program.run(
      ["--no-config", "--format", "gitlab", "./users.csv"], in: folder.path("lists"),
      environment: ["CI_PROJECT_DIR": folder.path])
    #expect(result.output.contains("\"path\":\"lists/users.csv\""))
  }
}
