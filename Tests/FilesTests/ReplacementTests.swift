import Files
import Platform
import Testing

@Suite struct ReplacementFileTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func content(_ name: String) throws -> String { text(of: try FileContents.open(path: directory.at(name))) }
  private var entries: [String] {
    get throws {
      try Files.entries(of: directory.path, followingLink: false)
        .map { String(decoding: $0.name, as: UTF8.self) }.sorted()
    }
  }
  private func begin(_ name: String, mode: UInt32? = nil) throws -> ReplacementFile {
    try ReplacementFile(path: directory.at(name), of: FileContents.open(path: directory.at(name)), mode: mode)
  }
  private func write(_ text: String, to file: inout ReplacementFile) throws {
    try Array(text.utf8).withUnsafeBytes { try file.write($0) }
  }

  @Test func takesTheFilesPlaceWhenItIsWhole() throws {
    try directory.write("old", to: "users.csv")
    let contents = try FileContents.open(path: directory.at("users.csv"))
    var file = try ReplacementFile(path: directory.at("users.csv"), of: contents)
    try write(String(repeating: "new", count: 50_000), to: &file)
    #expect(try content("users.csv") == "old")
    try file.commit()
    #expect(try content("users.csv") == String(repeating: "new", count: 50_000))
    #expect(text(of: contents) == "old")
    #expect(try entries == ["users.csv"])
    #expect(failure { () throws(FileError) in try file.commit() } == .system(path: file.path, code: EBADF))
  }

  @Test func replacesAnEmptyFile() throws {
    try directory.write("", to: "users.csv")
    var file = try begin("users.csv")
    try write("new", to: &file)
    try file.commit()
    #expect(try content("users.csv") == "new")
  }

  @Test func leavesTheFileAloneWhenGivenUp() throws {
    try directory.write("old", to: "users.csv")
    do {
      var forgotten = try begin("users.csv")
      try write("new", to: &forgotten)
    }
    var file = try begin("users.csv")
    try write("new", to: &file)
    file.discard()
    #expect(try entries == ["users.csv"])
    #expect(try content("users.csv") == "old")
  }

  @Test(arguments: [UInt32(0o600), 0o644, 0o664, 0o640]) func keepsTheMode(mode: UInt32) throws {
    chmod(try directory.write("old", to: "users.csv"), mode_t(mode))
    var file = try begin("users.csv")
    try file.commit()
    #expect(try permissions(of: directory.at("users.csv")) == mode)
  }

  @Test func takesAModeOfTheCaller() throws {
    chmod(try directory.write("old", to: "users.csv"), 0o666)
    var file = try begin("users.csv", mode: 0o600)
    let hidden = try #require(try entries.first { $0.hasPrefix(".") })
    #expect(try permissions(of: directory.at(hidden)) == 0o600)
    try file.commit()
    #expect(try permissions(of: directory.at("users.csv")) == 0o600)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away")) func keepsTheOwner() throws {
    let path = try directory.write("old", to: "users.csv")
    #expect(chown(path, 12345, 23456) == 0)
    var file = try begin("users.csv")
    try file.commit()
    let found = try status(of: path)
    #expect((found.st_uid, found.st_gid) == (12345, 23456))
  }

  @Test(.enabled(if: geteuid() == 0, "only root makes files of others")) func doesNotTakeAFileFromItsOwner() async {
    await #expect(processExitsWith: .success) {
      let directory = try TemporaryDirectory()
      chmod(directory.path, 0o777)
      let path = try directory.write("old", to: "users.csv")
      chmod(path, 0o666)
      #expect(seteuid(12345) == 0)
      let contents = try FileContents.open(path: path)
      let error = failure { () throws(FileError) in try ReplacementFile(path: path, of: contents) }
      seteuid(0)
      #expect(error == .ownerNotKept(path: path))
      #expect(try Files.entries(of: directory.path, followingLink: false).count == 1)
    }
  }

  @Test func replacesWhatALinkLeadsTo() throws {
    try directory.write("old", to: "real/users.csv")
    directory.link("users.csv", to: "real/users.csv")
    var file = try begin("users.csv")
    try write("new", to: &file)
    try file.commit()
    #expect(try content("real/users.csv") == "new")
    #expect(try status(of: directory.at("users.csv"), followingLinks: false).kind == .link)
  }

  @Test func otherHardLinksKeepTheOldContent() throws {
    link(try directory.write("old", to: "users.csv"), directory.at("other.csv"))
    var file = try begin("users.csv")
    try write("new", to: &file)
    try file.commit()
    #expect(try content("users.csv") == "new")
    #expect(try content("other.csv") == "old")
  }

  @Test func refusesAReadOnlyFile() throws {
    let path = try directory.write("old", to: "users.csv")
    chmod(path, 0o444)
    let contents = try FileContents.open(path: path)
    let error = failure { () throws(FileError) in try ReplacementFile(path: path, of: contents) }
    #expect(error == .readOnly(path: path))
    #expect(error?.description == "\(path): is read-only")
    #expect(try entries == ["users.csv"])
  }

  @Test func refusesWhatIsNoFile() throws {
    let path = directory.at("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    let thread = SystemThread { shell("printf text > '\(path)'") }
    var contents: FileContents?
    while contents == nil {
      usleep(1000)
      contents = try? FileContents.open(path: path)
    }
    thread?.join()
    #expect(
      failure { () throws(FileError) in try ReplacementFile(path: path, of: contents!) }
        == .notAFile(path: path, kind: .pipe))
  }

  /// What somebody else may do to a file between the reading and the writing.
  private static let changes: [(name: String, change: @Sendable (_ path: String) -> Void)] = [
    ("written to", { shell("printf more >> '\($0)'") }),
    ("written over, same size", { shell("sleep 0.02; printf OLD > '\($0)'") }),
    (
      "written over, same size and time of modification",
      {
        shell(
          "cp -p '\($0)' '\($0).time'; sleep 0.02; printf OLD > '\($0)'; touch -r '\($0).time' '\($0)'; rm '\($0).time'"
        )
      }
    ),
    ("replaced", { shell("cp -p '\($0)' '\($0).new'; mv '\($0).new' '\($0)'") }),
    ("removed", { shell("rm '\($0)'") }),
    ("made private", { shell("sleep 0.02; chmod 600 '\($0)'") }),
  ]

  @Test(arguments: changes.map(\.name)) func refusesAFileThatHasChanged(how: String) throws {
    let change = try #require(Self.changes.first { $0.name == how }).change
    let path = try directory.write("old", to: "users.csv")
    let contents = try FileContents.open(path: path)
    var file = try ReplacementFile(path: path, of: contents)
    try write("new", to: &file)
    change(path)
    let after = shell("stat -c '%i %a' '\(path)' 2>&1; cat '\(path)' 2>&1")
    #expect(failure { () throws(FileError) in try file.commit() } == .changed(path: path))
    #expect(shell("stat -c '%i %a' '\(path)' 2>&1; cat '\(path)' 2>&1") == after)
    #expect(try entries.filter { $0 != "users.csv" }.isEmpty)
    #expect(failure { () throws(FileError) in try ReplacementFile(path: path, of: contents) } == .changed(path: path))
  }

  @Test func aSignalRemovesTheHiddenFile() async throws {
    // The child finds it by its parent's number: it knows nothing else of us.
    let directory = "/tmp/batchlint-signal-\(getpid())"
    defer { shell("rm -r '\(directory)'") }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      shell("rm -rf '\(directory)'; mkdir '\(directory)'; printf \(number) > '\(directory)/users.csv'")
      await #expect(processExitsWith: .signal(number)) {
        let path = "/tmp/batchlint-signal-\(getppid())/users.csv"
        let contents = try FileContents.open(path: path)
        let number = try #require(Int32(text(of: contents)))
        signal(number, SIG_DFL)
        let file = try ReplacementFile(path: path, of: contents)
        let other = try OutputFile(path: path + ".report")
        #expect(shell("ls -A '\(directoryPart(of: path))'").split(separator: 10).count == 3)
        // Not raised: a thread of the test may have it blocked.
        kill(getpid(), number)
        sleep(10)
        withExtendedLifetime((file, other)) {}
      }
      #expect(shell("ls -A '\(directory)'; cat '\(directory)/users.csv'") == Array("users.csv\n\(number)".utf8))
    }
  }
}
