import Files
import Platform
import Testing

@Suite struct TruncationTests {
  let directory: TemporaryDirectory
  init() throws { directory = try TemporaryDirectory() }

  private func sum(_ contents: FileContents) -> Int {
    withExtendedLifetime(contents) { contents.bytes.reduce(0) { $0 + Int($1) } }
  }

  @Test(arguments: [5 << 20, 40 << 20])
  func survivesAFileThatShrinks(size: Int) throws {
    let path = try directory.write([UInt8](repeating: 1, count: size), to: "file")
    let contents = try FileContents.open(path: path)
    #expect(contents.bytes[size - 1] == 1)
    let other = open(path, O_RDWR)
    defer { close(other) }
    #expect(ftruncate(other, 10) == 0)
    #expect(sum(contents) == 10)
    #expect(contents.wasTruncated)
  }

  @Test func staysTruncatedWhenTheFileGrowsAgain() throws {
    let size = 1 << 20
    let path = try directory.write([UInt8](repeating: 1, count: size), to: "file")
    let contents = try FileContents.open(path: path)
    #expect(truncate(path, 10) == 0)
    #expect(contents.bytes[size / 2] == 0)
    #expect(truncate(path, off_t(size)) == 0)
    #expect(contents.wasTruncated)
  }

  @Test func noticesWhatGoesWithinTheLastPage() throws {
    let path = try directory.write("0123456789", to: "file")
    let contents = try FileContents.open(path: path)
    #expect(truncate(path, 4) == 0)
    #expect(contents.bytes.count == 10)
    #expect(contents.wasTruncated)
  }

  @Test func anotherFileIsNotTouched() throws {
    let shrinking = try directory.write([UInt8](repeating: 1, count: 1 << 20), to: "a")
    let steady = try directory.write([UInt8](repeating: 1, count: 1 << 20), to: "b")
    let first = try FileContents.open(path: shrinking)
    let second = try FileContents.open(path: steady)
    #expect(truncate(shrinking, 0) == 0)
    #expect(sum(first) == 0)
    #expect(sum(second) == 1 << 20)
    #expect(first.wasTruncated)
    #expect(!second.wasTruncated)
  }

  @Test func manyThreadsMayMeetItAtOnce() throws {
    for round in 0..<20 {
      let path = try directory.write([UInt8](repeating: 1, count: 4 << 20), to: "\(round)")
      let contents = try FileContents.open(path: path)
      let threads = (0..<4).map { _ in
        SystemThread { for place in stride(from: 0, to: 4 << 20, by: 4096) where contents.bytes[place] > 1 { abort() } }
      }
      #expect(truncate(path, 100) == 0)
      threads.forEach { $0?.join() }
      #expect(sum(contents) == 100)
      #expect(contents.wasTruncated)
    }
  }

  @Test func aPlaceIsUsedAgain() throws {
    for _ in 0..<200 {
      let path = try directory.write([UInt8](repeating: 1, count: 8192), to: "file")
      let contents = try FileContents.open(path: path)
      #expect(!contents.wasTruncated)
      #expect(truncate(path, 0) == 0)
      #expect(sum(contents) == 0)
      #expect(contents.wasTruncated)
    }
  }

  @Test func aFaultElsewhereStillEndsTheProgram() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      // A sanitizer would have a handler of its own.
      signal(SIGBUS, SIG_DFL)
      let directory = try TemporaryDirectory()
      let path = try directory.write([UInt8](repeating: 1, count: 1 << 20), to: "file")
      let contents = try FileContents.open(path: path)
      let descriptor = open(path, O_RDONLY)
      let other = try #require(mmap(nil, 1 << 20, PROT_READ, MAP_PRIVATE, descriptor, 0))
      #expect(truncate(path, 0) == 0)
      shell("rm -r '\(directory.path)'")
      let seen = contents.bytes[1 << 19]
      exit(Int32(seen) + Int32(other.load(fromByteOffset: 1 << 19, as: UInt8.self)))
    }
  }

  @Test func aSignalThatIsNoFaultStillEndsTheProgram() async {
    await #expect(processExitsWith: .signal(SIGBUS)) {
      // A sanitizer would have a handler of its own.
      signal(SIGBUS, SIG_DFL)
      let directory = try TemporaryDirectory()
      let contents = try FileContents.open(path: directory.write("x", to: "file"))
      shell("rm -r '\(directory.path)'")
      raise(SIGBUS)
      exit(contents.bytes.isEmpty ? 1 : 0)
    }
  }
}
