import Foundation
import TestSupport
import Testing

/// The files for CI systems by the schemas of these, and the hooks in pre-commit.
@Suite("Integration: CI systems", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct CISystemTests {
  private static let root = Fixture.root.path
  private static let good = "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\n"
  private static let bad = good + "bruno@contoso.com,bruno,Otter-7730\nclara@contoso.com,clara\n"

  @Test("The files are as their systems want them")
  func schemas() throws {
    let folder = try TemporaryFolder()
    let action = try VirtualEnvironment.run(
      "check-jsonschema",
      ["--builtin-schema", "vendor.github-actions", "\(Self.root)/.github/actions/batchlint/action.yml"])
    #expect(action.status == 0, "\(action.output)\(action.errors)")
    // After the header of a template comes an ordinary configuration.
    let template = try String(contentsOfFile: "\(Self.root)/.gitlab/batchlint.yml", encoding: .utf8)
    let parts = template.components(separatedBy: "\n---\n")
    #expect(parts.count == 2)
    let path = try folder.write(parts.last ?? "", as: "gitlab.yml")
    let gitlab = try VirtualEnvironment.run("check-jsonschema", ["--builtin-schema", "vendor.gitlab-ci", path])
    #expect(gitlab.status == 0, "\(gitlab.output)\(gitlab.errors)")
  }

  @Test("The hooks run in pre-commit, and fix")
  func preCommit() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.good, as: "lists/good.csv")
    try folder.write(Self.bad, as: "lists/bad one.csv")
    try FileManager.default.createSymbolicLink(atPath: folder.path("batchlint"), withDestinationPath: Program.path)
    try folder.write(Self.good.replacing("EmailAddress", with: "emailaddress "), as: "lists/slip.csv")
    let git = try Program.shell("git init -q . && echo batchlint > .gitignore && git add -A", in: folder.path)
    #expect(git.status == 0, "\(git.errors)")
    let environment = [
      "PATH": "\(folder.path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")",
      "PRE_COMMIT_HOME": folder.path("home"), "HOME": folder.path,
    ]
    func hook(_ name: String, _ file: String) throws -> Program.Result {
      try VirtualEnvironment.run(
        "pre-commit", ["try-repo", Self.root, name, "--files", file], in: folder.path, environment: environment)
    }
    let bad = try hook("batchlint", "lists/bad one.csv")
    #expect(bad.status == 1)
    #expect(bad.output.contains("lists/bad one.csv:4:1: error: "), "\(bad.output)\(bad.errors)")
    #expect(try hook("batchlint", "lists/good.csv").status == 0)
    #expect(try hook("batchlint-fix", "lists/slip.csv").output.contains("files were modified by this hook"))
    #expect(try String(contentsOfFile: folder.path("lists/slip.csv"), encoding: .utf8) == Self.good)
  }
}
