import Files
import Platform
import Testing

extension ByteSink {
  fileprivate mutating func write(_ text: String) throws(FileError) {
    let bytes = Array(text.utf8)
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(FileError) in try write(bytes) }
    }
    try result.get()
  }
}

@Suite struct OutputFileTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func content(_ name: String) throws -> String { text(of: try FileContents.open(path: directory.at(name))) }
  private var entries: [String] {
    get throws {
      try Files.entries(of: directory.path, followingLink: false)
        .map { String(decoding: $0.name, as: UTF8.self) }.sorted()
    }
  }

  @Test func appearsWhenItIsWhole() throws {
    try directory.write("old", to: "report.json")
    var file = try OutputFile(path: directory.at("report.json"))
    let long = String(repeating: "x", count: 70_000)
    try file.write("start ")
    try file.write(long)
    for _ in 0..<40_000 { try file.write("12345") }
    try file.write("")
    #expect(try content("report.json") == "old")
    #expect(try entries.count == 2)
    try file.commit()
    #expect(try content("report.json") == "start " + long + String(repeating: "12345", count: 40_000))
    #expect(try entries == ["report.json"])
    #expect(failure { () throws(FileError) in try file.write("more") } == .system(path: file.path, code: EBADF))
    #expect(failure { () throws(FileError) in try file.commit() } == .system(path: file.path, code: EBADF))
    file.discard()
    #expect(try entries == ["report.json"])
  }

  @Test func goesAwayWhenGivenUp() throws {
    try directory.write("old", to: "report.json")
    var file = try OutputFile(path: directory.at("report.json"))
    try file.write("new")
    file.discard()
    #expect(try entries == ["report.json"])
    do {
      var forgotten = try OutputFile(path: directory.at("other.json"))
      try forgotten.write("new")
    }
    #expect(try entries == ["report.json"])
    #expect(try content("report.json") == "old")
  }

  @Test func hasTheUsualPermissions() async {
    await #expect(processExitsWith: .success) {
      let directory = try TemporaryDirectory()
      let cases: [(mask: UInt32, mode: UInt32, expected: UInt32)] = [
        (0o022, 0o644, 0o644), (0o077, 0o644, 0o600), (0, 0o600, 0o600),
      ]
      for (mask, mode, expected) in cases {
        umask(mode_t(mask))
        var file = try OutputFile(path: directory.at("report"), mode: mode)
        try file.commit()
        #expect(try permissions(of: directory.at("report")) == expected)
      }
    }
  }

  @Test func replacesWhatALinkLeadsTo() throws {
    try directory.write("old", to: "real/report")
    directory.link("report", to: "real/report")
    var file = try OutputFile(path: directory.at("report"))
    try file.write("new")
    try file.commit()
    #expect(try content("real/report") == "new")
    #expect(try status(of: directory.at("report"), followingLinks: false).kind == .link)
  }

  @Test func saysWhereItCannotBe() throws {
    let path = directory.path
    #expect(failure { () throws(FileError) in try OutputFile(path: path) } == .isDirectory(path: path))
    #expect(
      failure { () throws(FileError) in try OutputFile(path: "\(path)/new/") }
        == .isDirectory(path: "\(path)/new/"))
    #expect(
      failure { () throws(FileError) in try OutputFile(path: "\(path)/no/report") }
        == .noSuchDirectory(path: "\(path)/no"))
    let file = try directory.write(to: "file")
    #expect(
      failure { () throws(FileError) in try OutputFile(path: "\(file)/report") }
        == .system(path: "\(file)/report", code: ENOTDIR))
  }

  @Test(.enabled(if: geteuid() != 0, "root may write everywhere"))
  func saysThatItMayNotWrite() throws {
    let path = directory.makeDirectory("closed") + "/report"
    chmod(directory.at("closed"), 0o500)
    #expect(failure { () throws(FileError) in try OutputFile(path: path) } == .permissionDenied(path: path))
  }

  @Test func aFailedCommitLeavesNothing() throws {
    var file = try OutputFile(path: directory.at("report"))
    directory.makeDirectory("report")
    let error = failure { () throws(FileError) in try file.commit() }
    #expect(error == .isDirectory(path: directory.at("report")))
    #expect(try entries == ["report"])
  }

  @Test func devicesStayWhatTheyAre() throws {
    var file = try OutputFile(path: "/dev/null")
    try file.write("gone")
    try file.commit()
    #expect(try status(of: "/dev/null").kind == .other(.characterDevice))
  }

  @Test func writesIntoAPipe() throws {
    let path = directory.at("pipe")
    try #require(mkfifo(path, 0o600) == 0)
    #expect(failure { () throws(FileError) in try OutputFile(path: path) } == .system(path: path, code: ENXIO))
    let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    var file = try OutputFile(path: path)
    try file.write("text")
    try file.commit()
    var got = [UInt8](repeating: 0, count: 10)
    #expect(read(reader, &got, 10) == 4)
    #expect(got.starts(with: "text".utf8))
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "this system has no /dev/full")) func saysThatTheDiskIsFull()
    throws
  {
    var file = try OutputFile(path: "/dev/full")
    try file.write("text")
    #expect(failure { () throws(FileError) in try file.commit() } == .system(path: "/dev/full", code: ENOSPC))
  }
}

@Suite(.timeLimit(.minutes(1))) struct StandardOutputTests {
  @Test func writesWhatItIsGiven() throws {
    let (reading, writing) = try pipeEnds()
    var output = StandardOutput(descriptor: writing)
    try output.write("a")
    try output.write("b")
    try output.flush()
    try output.flush()
    close(writing)
    let got = try readToEnd(reading, path: "pipe", limit: 100)
    defer { free(got.baseAddress) }
    close(reading)
    #expect(got.elementsEqual("ab".utf8))
    #expect(!output.readerIsGone)
  }

  @Test func waitsForASlowReaderThatDoesNotBlock() throws {
    let (reading, writing) = try pipeEnds()
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    let thread = SystemThread {
      var output = StandardOutput(descriptor: writing)
      try? output.write(String(repeating: "x", count: 300_000))
      try? output.flush()
      close(writing)
    }
    usleep(100_000)
    let got = try readToEnd(reading, path: "pipe", limit: 1 << 20)
    thread?.join()
    free(got.baseAddress)
    close(reading)
    #expect(got.count == 300_000)
  }

  /// In a process of its own, as a child of another test may hold the reader's end.
  @Test func noticesThatTheReaderIsGone() async {
    await #expect(processExitsWith: .success) {
      signal(SIGPIPE, SIG_IGN)
      let (reading, writing) = try pipeEnds()
      close(reading)
      var output = StandardOutput(descriptor: writing)
      try output.write("a")
      #expect(!output.readerIsGone)
      try output.flush()
      #expect(output.readerIsGone)
      try output.write(String(repeating: "x", count: 300_000))
      try output.flush()
    }
  }

  @Test(.enabled(if: access("/dev/full", W_OK) == 0, "this system has no /dev/full")) func saysThatTheDiskIsFull()
    throws
  {
    let full = open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { close(full) }
    var output = StandardOutput(descriptor: full)
    let expected = FileError.system(path: "standard output", code: ENOSPC)
    #expect(failure { () throws(FileError) in try output.write(String(repeating: "x", count: 300_000)) } == expected)
    try output.write("a")
    #expect(failure { () throws(FileError) in try output.flush() } == expected)
  }
}
