import Foundation
import Linting
import TestSupport
import Testing

/// `check --threads N`: nobody can tell from a report how many threads have made it.
@Suite("Threads")
struct ThreadsTests {
  private static let formats = [
    "text", "concise", "json", "jsonl", "junit", "sarif", "github", "gitlab", "checkstyle", "rdjson", "azure",
    "teamcity", "tap", "markdown", "html",
  ]

  @Test("Reports of a large file are the same for any number of threads, byte for byte")
  func reports() throws {
    let folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 16)
    // Long names, so that the file is large enough to be divided.
    let rows = (1...14_000).map { number in
      let name = "some.long.name.of.somebody.\(number)"
      switch Int.random(in: 0..<5, using: &random) {
      case 0: return "\(name)@contoso.com,\(name),Wren-4821\n"
      case 1: return "\(name)@contoso.com,\(name) ,Wren-4821\n"
      case 2: return "\(name)@@contoso.com,\(name),Wren-4821\n"
      case 3: return "\(name)@contoso.com,\(name)\n"
      default: return "someone@contoso.com,\(name),\"Wren\"4821\n"
      }
    }
    try folder.write("EmailAddress,UserName,Password\n" + rows.joined(), as: "users.csv")
    var expected: [String: Data] = [:]
    for threads in [1, 2, 3, 7, 16] {
      let outputs = Self.formats.flatMap { ["--format", "\($0)=\(threads).\($0)"] }
      let result = try Program.run(
        ["check", "--no-config", "--expand", "--threads", "\(threads)"] + outputs + ["users.csv"], in: folder.path,
        environment: ["SOURCE_DATE_EPOCH": "1700000000"])
      #expect(result.status == 1, "\(result.errors)")
      for format in Self.formats {
        let data = try #require(FileManager.default.contents(atPath: folder.path("\(threads).\(format)")))
        #expect(expected[format] ?? data == data, "\(format), \(threads) threads")
        expected[format] = expected[format] ?? data
      }
    }
    #expect(expected["jsonl"]!.count { $0 == UInt8(ascii: "\n") } > 10_000)
  }

  @Test("A number of threads that cannot be is refused")
  func refused() throws {
    #expect(try Program.run(["check", "--threads", "0", "users.csv"]).status == 2)
  }
}
