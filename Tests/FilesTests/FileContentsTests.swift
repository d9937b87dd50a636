import Files
import Platform
import Testing

@Suite struct FileContentsTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  @Test func readsAFile() throws {
    let path = try directory.write("a,b\n1,2\n", to: "users.csv")
    chmod(path, 0o640)
    let contents = try FileContents.open(path: path)
    #expect(text(of: contents) == "a,b\n1,2\n")
    #expect(contents.mode == 0o640)
    #expect(!contents.wasTruncated)
  }

  @Test func readsAnEmptyFile() throws {
    let contents = try FileContents.open(path: directory.write(to: "empty.csv"))
    #expect(contents.bytes.isEmpty)
    #expect(contents.mode != nil)
    #expect(!contents.wasTruncated)
  }

  @Test func readsALargeFileThroughALink() throws {
    let size = 33 << 20
    let path = try directory.write("first", to: "large")
    #expect(truncate(path, off_t(size)) == 0)
    let contents = try FileContents.open(path: directory.link("link", to: "large"))
    #expect(contents.bytes.count == size)
    #expect(contents.bytes.starts(with: "first".utf8))
    #expect(contents.bytes.last == 0)
    #expect(!contents.wasTruncated)
  }

  @Test func readsMoreFilesThanTheTableHolds() throws {
    let paths = try (0..<150).map { try directory.write("file \($0)", to: "\($0)") }
    let all = try paths.map { try FileContents.open(path: $0) }
    for (number, contents) in all.enumerated() {
      #expect(text(of: contents) == "file \(number)")
      #expect(!contents.wasTruncated)
    }
  }

  @Test(.enabled(if: access("/proc/self/stat", R_OK) == 0, "this system has no /proc"))
  func readsAFileThatDoesNotSayItsSize() throws {
    #expect(try !FileContents.open(path: "/proc/self/stat").bytes.isEmpty)
  }

  @Test func saysThatThereIsNoFile() throws {
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: directory.at("no")) }
        == .noSuchFile(path: directory.at("no")))
    #expect(failure { () throws(FileError) in try FileContents.open(path: "") } == .noSuchFile(path: ""))
    let path = try directory.write("x", to: "file")
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: "\(path)/x") }
        == .system(path: "\(path)/x", code: ENOTDIR))
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: "\(path)\0.csv") }
        == .noSuchFile(path: "\(path)\0.csv"))
    let loop = directory.link("loop", to: "loop")
    #expect(failure { () throws(FileError) in try FileContents.open(path: loop) } == .system(path: loop, code: ELOOP))
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func saysThatItMayNotRead() throws {
    let path = try directory.write("x", to: "closed/users.csv")
    chmod(path, 0)
    #expect(failure { () throws(FileError) in try FileContents.open(path: path) } == .permissionDenied(path: path))
    chmod(directory.at("closed"), 0)
    #expect(failure { () throws(FileError) in try FileContents.open(path: path) } == .permissionDenied(path: path))
  }

  @Test func refusesWhatIsNoFile() throws {
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: directory.path) }
        == .isDirectory(path: directory.path))
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: "/dev/zero") }
        == .notAFile(path: "/dev/zero", kind: .characterDevice))
    let path = directory.at("socket")
    try makeSocket(path)
    #expect(
      failure { () throws(FileError) in try FileContents.open(path: path) }
        == .notAFile(path: path, kind: .socket))
  }

  private func makeSocket(_ path: String) throws {
    let socket = SystemCall.streamSocket(AF_UNIX)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }
}

@Suite(.serialized, .timeLimit(.minutes(1))) struct PipeTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func makePipe() throws -> String {
    try #require(mkfifo(directory.at("pipe"), 0o600) == 0)
    return directory.at("pipe")
  }

  @Test func doesNotWaitForAWriter() throws {
    let path = try makePipe()
    #expect(failure { () throws(FileError) in try FileContents.open(path: path) } == .pipeWithoutWriter(path: path))
  }

  @Test func waitsForWhatAWriterIsSlowToWrite() throws {
    let path = try makePipe()
    let holder = open(path, O_RDWR | O_CLOEXEC)
    let writing = SystemThread {
      let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 200_000)
      usleep(100_000)
      _ = write(holder, bytes, bytes.count)
      usleep(100_000)
      _ = write(holder, "end", 3)
      close(holder)
    }
    let contents = try FileContents.open(path: path)
    writing?.join()
    #expect(contents.bytes.count == 200_003)
    #expect(text(of: contents).hasSuffix("aaaend"))
    #expect(contents.mode == nil)
  }

  @Test func readsADescriptorsName() throws {
    let (reading, writing) = try pipeEnds()
    #expect(write(writing, "a,b\n", 4) == 4)
    close(writing)
    defer { close(reading) }
    let contents = try FileContents.open(path: "/dev/fd/\(reading)")
    #expect(text(of: contents) == "a,b\n")
    #expect(contents.mode == nil)
    #expect(!contents.wasTruncated)
  }

  @Test func takesAWriterThatSaysNothingForAnEmptyFile() throws {
    let path = try makePipe()
    let holder = open(path, O_RDWR | O_CLOEXEC)
    let closing = SystemThread {
      usleep(100_000)
      close(holder)
    }
    let contents = try FileContents.open(path: path)
    closing?.join()
    #expect(contents.bytes.isEmpty)
  }

  @Test(arguments: [(99_999, false), (100_000, true), (100_001, true)])
  func keepsToTheLimit(limit: Int, fits: Bool) throws {
    let path = try makePipe()
    let holder = open(path, O_RDWR | O_CLOEXEC)
    let writing = SystemThread {
      let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
      _ = write(holder, bytes, bytes.count)
      close(holder)
    }
    let error = failure { () throws(FileError) in try FileContents.open(path: path, limit: limit) }
    writing?.join()
    #expect(error == (fits ? nil : .tooMuch(path: path, limit: limit)))
  }

  @Test func readsStandardInput() throws {
    let (reading, writing) = try pipeEnds()
    let saved = dup(STDIN_FILENO)
    dup2(reading, STDIN_FILENO)
    close(reading)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    #expect(write(writing, "a,b\n", 4) == 4)
    let feeding = SystemThread {
      usleep(100_000)
      _ = write(writing, "1,2\n", 4)
      close(writing)
    }
    let contents = try FileContents.standardInput()
    feeding?.join()
    #expect(text(of: contents) == "a,b\n1,2\n")
    #expect(contents.mode == nil)

    let file = open(try directory.write("12345", to: "five"), O_RDONLY)
    dup2(file, STDIN_FILENO)
    close(file)
    #expect(
      failure { () throws(FileError) in try FileContents.standardInput(limit: 4) }
        == .tooMuch(path: "standard input", limit: 4))
    let folder = open(directory.path, O_RDONLY)
    dup2(folder, STDIN_FILENO)
    close(folder)
    #expect(
      failure { () throws(FileError) in try FileContents.standardInput() }
        == .isDirectory(path: "standard input"))
  }
}
