import Platform
import Testing

import Files

@Suite struct PathsTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test(arguments: [
    ("a/b", "a"), ("a", "."), ("/a", "/"), ("/", "/"), ("a/b/", "a"), ("a//b", "a"), ("//a", "/"), (".", "."),
    ("", "."), ("a/b/c", "a/b"),
  ])
  func directoryParts(path: String, expected: String) { #expect(directoryPart(of: path) == expected) }

  @Test func findsTheNearestFile() throws {
    let outer = try directory.write(to: "a/.batchlint.yaml")
    try directory.write(to: "a/b/c/x.csv")
    // Not a file, so not it.
    directory.makeDirectory("a/b/.batchlint.yaml")
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a")) == outer)
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a/b/c")) == outer)
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a/b/c/")) == outer)
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a/not/yet/there")) == outer)
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a/b/c/x.csv")) == outer)
    directory.link("link", to: "a/b/c")
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("link")) == outer)
    let inner = try directory.write(to: "a/b/c/.batchlint.yaml")
    #expect(nearestFile(named: ".batchlint.yaml", from: directory.at("a/b/c")) == inner)
    #expect(nearestFile(named: "no-file-has-this-name.yaml", from: directory.path) == nil)
  }

  @Test func knowsWorkTrees() throws {
    let path = try directory.write(to: "repository/a/x.csv")
    #expect(!isInsideGitWorkTree(path))
    directory.makeDirectory("repository/.git")
    #expect(isInsideGitWorkTree(path))
    #expect(isInsideGitWorkTree(directory.at("repository")))
    #expect(isInsideGitWorkTree(directory.at("repository/a/not/there.csv")))
    #expect(!isInsideGitWorkTree(directory.path))
    #expect(isInsideGitWorkTree(directory.link("link.csv", to: "repository/a/x.csv")))
    directory.link("repository/a/out.csv", to: try directory.write(to: "out.csv"))
    #expect(!isInsideGitWorkTree(directory.at("repository/a/out.csv")))
  }

  @Test(
    arguments: [
      (0o600, 0o755, false, false), (0o640, 0o755, true, false), (0o644, 0o755, true, true),
      (0o604, 0o755, false, true), (0o644, 0o700, false, false), (0o644, 0o750, true, false),
      (0o644, 0o744, false, false), (0o644, 0o701, false, true), (0o644, 0o711, true, true),
      (0o622, 0o755, false, false),
    ] as [(UInt32, UInt32, Bool, Bool)])
  func knowsWhoCanReachAFile(mode: UInt32, above: UInt32, group: Bool, others: Bool) throws {
    let path = try directory.write(to: "above/in/users.csv")
    chmod(directory.path, 0o755)
    chmod(directory.at("above"), mode_t(above))
    chmod(path, mode_t(mode))
    let found = othersCanReach(path, mode: mode)
    #expect(found.group == group)
    #expect(found.others == others)
    let link = othersCanReach(directory.link("link", to: path), mode: mode)
    #expect(link.group == group && link.others == others)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func aDirectoryOfAnotherGroupLetsTheFilesGroupThroughLikeOthers() throws {
    let path = try directory.write(to: "above/users.csv")
    chmod(directory.path, 0o755)
    #expect(chown(path, 0, 12345) == 0)
    chmod(directory.at("above"), 0o701)
    #expect(othersCanReach(path, mode: 0o640) == (group: true, others: false))
    chmod(directory.at("above"), 0o700)
    #expect(othersCanReach(path, mode: 0o640) == (group: false, others: false))
  }

  @Test func aFileThatIsGoneIsJudgedByItsMode() {
    #expect(othersCanReach(directory.at("no"), mode: 0o644) == (group: true, others: true))
  }
}

@Suite struct FileErrorTests {
  @Test(
    arguments: [
      (.noSuchFile(path: "users.csv"), "users.csv: no such file"),
      (.noSuchDirectory(path: "out"), "out: no such directory"),
      (.permissionDenied(path: "users.csv"), "users.csv: permission denied"),
      (.isDirectory(path: "."), ".: is a directory"),
      (.notAFile(path: "/dev/null", kind: .characterDevice), "/dev/null: is a character device, not a file"),
      (.pipeWithoutWriter(path: "p"), "p: no process writes to this pipe"),
      (.tooMuch(path: "p", limit: 1 << 30), "p: more than 1 GiB"),
      (.tooMuch(path: "p", limit: 1536), "p: more than 1536 bytes"),
      (.nameNotUTF8(path: "\u{FFFD}.csv"), "\u{FFFD}.csv: the name is not UTF-8"),
      (.system(path: "x", code: ENOSPC), "x: no space left"),
      (.system(path: "x", code: 9999), "x: system error 9999"),
      (.noSuchFile(path: "a\u{1B}[2Jä\n"), "a\\u{1B}[2Jä\\u{A}: no such file"),
    ] as [(FileError, String)])
  func speaksPlainly(error: FileError, expected: String) { #expect(error.description == expected) }

  @Test func standsForErrno() {
    #expect(FileError(path: "x", code: ENOENT) == .noSuchFile(path: "x"))
    #expect(FileError(path: "x", code: EPERM) == .permissionDenied(path: "x"))
    #expect(FileError(path: "x", code: EIO) == .system(path: "x", code: EIO))
  }
}
