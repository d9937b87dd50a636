import Foundation
import Linting
import Reporting
import TestSupport
import Testing

@Suite("Merging")
struct MergeTests {
  /// Formats that need what only a report made to be merged has: rows, fingerprints, columns in bytes.
  private static let rich: Set<Format> = [.text, .html, .gitlab, .sarif, .rdjson]

  /// What the formats are given: a colour and a threshold that is not the default.
  private static var options: ReportOptions {
    var options = ReportOptions(version: "0.1.0")
    options.color = true
    options.isVerbose = true
    options.failOn = .warning
    return options
  }

  /// A report without the moment at which it was made.
  private static func report(_ files: [any ReportedFile], _ format: Format) -> String {
    String(decoding: ReportSamples.report(files, as: format, options: options), as: UTF8.self).replacing(
      /timestamp="[^"]*"/, with: "timestamp")
  }

  private static func shards(_ file: LintResult, _ count: Int) -> [Data] {
    (1...count).map { index in
      var options = Self.options
      options.isMergeable = true
      options.shard = Shard(index, of: count)
      return ReportSamples.report(
        [LintedFile(file, part: options.shard?.part(ofRows: file.rows))], as: .json, options: options)
    }
  }

  /// The file with some of its findings known.
  private static func withKnown(_ file: LintResult) throws -> LintResult {
    var all = Baseline()
    all.add(file)
    let lines = all.text.split(separator: "\n")
    var some = try Baseline(
      lines.enumerated().filter { $0.offset == 0 || $0.offset % 2 == 1 }.map(\.element).joined(separator: "\n"),
      file: "known")
    return some.withoutKnown(file)
  }

  @Test("The rows of every fixture, shared by any number of machines, make the same report again, in every format")
  func rows() throws {
    var random = SeededGenerator(seed: 7)
    var known = 0
    for fixture in Fixture.bad + Fixture.good {
      let file = try Self.withKnown(fixture.sample().lint())
      known += file.known.count
      let count = Int.random(in: 1...7, using: &random)
      let merged = try ReportSamples.merged(Self.shards(file, count).shuffled(using: &random))
      for format in Format.allCases {
        #expect(
          Self.report(merged.files, format) == Self.report([LintedFile(file)], format),
          "\(fixture.name), \(count) shards, \(format)")
      }
      #expect(merged.failOn == .warning)
    }
    #expect(known > 0)
  }

  @Test("A plain JSON report gives back all formats that need no rows; the others are right and poorer")
  func plain() throws {
    for fixture in Fixture.bad.enumerated().filter({ $0.offset % 5 == 0 }).map(\.element) {
      let file = try fixture.sample().lint()
      let merged = try ReportSamples.merged([ReportSamples.report([LintedFile(file)], as: .json)])
      for format in Format.allCases {
        let report = Self.report(merged.files, format)
        if Self.rich.contains(format) {
          #expect(report.contains(file.findings[0].rule.name))
        } else {
          #expect(report == Self.report([LintedFile(file)], format), "\(fixture.name)")
        }
        if [.gitlab, .sarif, .rdjson].contains(format) {
          _ = try JSONSerialization.jsonObject(with: Data(report.utf8))
        }
      }
    }
  }

  @Test("Of reports about the same file equal findings stand there once, others side by side in their order")
  func union() throws {
    func file(_ ignored: String...) throws -> LintedFile {
      var sample = LintSample(Array(ReportSamples.many.utf8))
      sample.options.selection.ignored = ignored
      return LintedFile(try sample.lint())
    }
    let whole = ReportSamples.report([try file()], as: .json)
    let parts = [
      ReportSamples.report([try file("value-*")], as: .json), ReportSamples.report([try file("address-*")], as: .json),
    ]
    #expect(ReportSamples.report(try ReportSamples.merged(parts + [whole, whole] + parts).files, as: .json) == whole)
    #expect(ReportSamples.report(try ReportSamples.merged([parts[1], parts[0]]).files, as: .json) == whole)
  }

  /// A report with a finding of each sort, made to be merged.
  private static let sample: String = {
    var options = Self.options
    options.isMergeable = true
    let texts = [
      ReportSamples.odd, ReportSamples.one, ReportSamples.header + "a@contoso.com,a ,x\na@contoso.com,b,y\n",
    ]
    return String(decoding: (try? ReportSamples.report(texts, as: .json, options: options)) ?? Data(), as: UTF8.self)
  }()

  private static func complaint(_ text: String) -> String? {
    do {
      _ = try ReportSamples.merged([Data(text.utf8)])
      return nil
    } catch { return "\(error)" }
  }

  @Test(
    "What is no report is refused with its place",
    arguments: [
      ("", "0.json:1:1: expected an object"),
      ("[]", "0.json:1:1: expected an object"),
      (String(repeating: "[", count: 1_000_000), "0.json:1:1: expected an object"),
      ("{\"files\":" + String(repeating: "[", count: 1_000_000), "a JSON report of batchlint begins with its version"),
      ("{\"runs\":[]}", "0.json:1:2: runs does not belong here"),
      ("{\"version\":2,\"more\":[]}", "0.json:1:12: the report has version 2, and this batchlint reads version 1"),
      ("{\"version\":1}", "0.json:1:1: tool is missing"),
      ("{\"version\":1.0}", "0.json:1:12: expected a whole number"),
    ])
  func refused(text: String, says: String) {
    #expect(Self.complaint(text)?.contains(says) == true, "\(Self.complaint(text) ?? "")")
  }

  @Test(
    "A report that is not what it should be is refused with its place",
    arguments: [
      ("\"name\":\"batchlint\"", "\"name\":\"ruff\"", "this is the report of another program"),
      ("\"rule\":\"column-count\"", "\"rule\":\"column-cuont\"", "does not know the rule"),
      ("\"severity\":\"error\"", "\"severity\":\"fatal\"", "expected a severity: info, warning, error"),
      ("\"line\":3,", "\"line\":0,", "a number from 1 to"),
      ("\"line\":3,", "\"line\":3,\"line\":3,", "line appears twice"),
      ("\"line\":3,", "", "line is missing"),
      ("\"line\":3,", "\"Line\":3,", "Line does not belong here"),
      ("\"line\":3,", "\"line\":03,", "expected a whole number"),
      ("\"line\":3,", "\"line\":99999999999999999999,", "expected a whole number"),
      ("\"cell\":\"A3\"", "\"cell\":\"A\"", "expected a cell such as B2"),
      ("\"delimiter\":\",\"", "\"delimiter\":\",,\"", "expected one character"),
      ("expected 3 values", "expected\\uD800 3 values", "half a character"),
      ("expected 3 values", "expected\\q 3 values", "there is no such escape"),
      ("expected 3 values", "expected\n 3 values", "a control character is in a string"),
      ("\"shown\":", "\"shown\":1", "the summary counts otherwise than the files"),
      ("\"failOn\":\"warning\"", "\"failOn\":\"never mind\"", "expected a threshold"),
      ("\"to\":", "\"to\":9", "the excerpt has no such part"),
      ("}}\n", "}}\n{}", "expected the end of the text"),
    ])
  func damaged(part: String, replacement: String, says: String) throws {
    #expect(Self.complaint(Self.sample) == nil)
    let place = try #require(Self.sample.range(of: part, options: .backwards))
    let complaint = try #require(Self.complaint(Self.sample.replacingCharacters(in: place, with: replacement)))
    #expect(complaint.contains(says), "\(complaint)")
    #expect(complaint.firstMatch(of: /^0\.json:[0-9]+:[0-9]+:/) != nil, "\(complaint)")
  }

  @Test("No damage of a report is more than an error")
  func damage() throws {
    let bytes = Array(Self.sample.utf8)
    #expect(bytes.count > 5000)
    var random = SeededGenerator(seed: 4)
    for _ in 0..<120 {
      let cut = Int.random(in: 0..<bytes.count - 1, using: &random)
      #expect(Self.complaint(String(decoding: bytes[..<cut], as: UTF8.self)) != nil)
      var changed = bytes
      changed[cut] = UInt8.random(in: 0...255, using: &random)
      if let files = try? ReportSamples.merged([Data(changed)]).files {
        for format in Format.allCases { _ = ReportSamples.report(files, as: format) }
      }
    }
  }
}
