import Foundation
import TestSupport
import Testing

@Suite("Shards and merging")
struct ShardTests {
  private static let formats = [
    "text", "concise", "json", "jsonl", "junit", "junit-strict", "sarif", "github", "gitlab", "checkstyle", "rdjson",
    "azure", "teamcity", "tap",
    "markdown", "html",
  ]
  private static let row = "bruno@contoso.com,bruno \n"
  private static let bad = "EmailAddress,UserName,Password\nalberta@contoso.com,alberta \n"

  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: [String], _ environment: [String: String] = [:]) throws -> Program.Result {
    try Program.run(
      arguments, in: folder.path, environment: environment.merging(["SOURCE_DATE_EPOCH": "1700000000"]) { $1 })
  }

  /// The arguments that write every format to files with a prefix.
  private func all(_ prefix: String) -> [String] { Self.formats.flatMap { ["--format", "\($0)=\(prefix).\($0)"] } }

  /// Checks a path whole and in shards, and compares the reports byte for byte.
  private func expectEqual(_ path: String, shards count: Int, _ options: [String] = []) throws {
    let whole = try run(["check"] + options + all("whole") + [path])
    var reports: [String] = []
    for index in 1...count {
      reports.append("\(index).json")
      let shard = try run(
        ["check"] + options + ["--shard", "\(index)/\(count)", "--format", "json=\(index).json", path])
      #expect(shard.status < 2, "\(shard.errors)")
    }
    let merged = try run(["merge"] + all("merged") + reports.reversed())
    #expect(merged.status == whole.status, "\(path), \(count) shards: \(merged.errors)")
    for format in Self.formats {
      let (a, b) = (
        FileManager.default.contents(atPath: folder.path("whole.\(format)")),
        FileManager.default.contents(atPath: folder.path("merged.\(format)"))
      )
      #expect(a != nil && a == b, "\(path), \(count) shards, \(format)")
    }
  }

  @Test("The shards of a directory, or of one file, make the whole run's reports, byte for byte, and its exit status")
  func equal() throws {
    var random = SeededGenerator(seed: 11)
    for round in 0..<3 {
      let fixtures = (Fixture.bad + Fixture.good).shuffled(using: &random)
      for (number, fixture) in fixtures.prefix(12).enumerated() {
        try folder.write(fixture.bytes, as: "lists\(round)/\(number % 3)/\(number).csv")
      }
      try expectEqual("lists\(round)", shards: Int.random(in: 1...5, using: &random), ["--no-config"])
      try folder.write(fixtures[12].bytes, as: "one\(round).csv")
      try expectEqual("one\(round).csv", shards: Int.random(in: 1...5, using: &random), ["--no-config"])
    }
    try folder.write("fail-on: warning\n", as: "careful/.batchlint.yaml")
    try folder.write(Self.bad.replacingOccurrences(of: " \n", with: " ,Wren-4821\n"), as: "careful/warned.csv")
    try expectEqual("careful", shards: 2)
    try expectEqual("careful/warned.csv", shards: 2, ["--fail-on", "never"])
  }

  @Test("A duplicate is found though its first is another machine's; every row is some machine's")
  func duplicates() throws {
    let rows = (1...20).map { "user\($0 % 10)@contoso.com,name\($0),Wren-48\($0)\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n" + rows, as: "users.csv")
    let shares = try (1...3).map {
      try run(["check", "--no-config", "--shard", "\($0)/3", "--format", "concise", "users.csv"]).output.split(
        separator: "\n"
      ).count { $0.contains("[duplicate-mailbox]") }
    }
    #expect(shares.reduce(0, +) == 10 && shares[0] == 0 && shares[2] > 0, "\(shares)")
    try expectEqual("users.csv", shards: 3, ["--no-config"])
  }

  @Test("The recipients of the tenant are known to every machine")
  func recipients() throws {
    let rows = (1...20).map { "user\($0)@contoso.com,name\($0),Wren-48\($0)\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n" + rows, as: "users.csv")
    try folder.write((1...19).map { "user\($0)@contoso.com\n" }.joined(), as: "recipients.csv")
    let options = ["--no-config", "--recipients", "recipients.csv"]
    let whole = try run(["check", "--format", "concise", "users.csv"] + options)
    #expect(whole.output.split(separator: "\n").count { $0.contains("[recipient-missing]") } == 1)
    try expectEqual("users.csv", shards: 3, options)
  }

  @Test(
    "The machine's number comes from the CI system",
    arguments: [
      (["CI_NODE_INDEX": "2", "CI_NODE_TOTAL": "3"], 2, 3), (["CI_NODE_TOTAL": "1"], 1, 1),
      (["CIRCLE_NODE_INDEX": "0", "CIRCLE_NODE_TOTAL": "3"], 1, 3),
      (["BUILDKITE_PARALLEL_JOB": "2", "BUILDKITE_PARALLEL_JOB_COUNT": "3"], 3, 3),
      (["JOB_COMPLETION_INDEX": "1", "JOB_COMPLETIONS": "3"], 2, 3),
    ])
  func auto(environment: [String: String], index: Int, count: Int) throws {
    try folder.write(Self.bad, as: "users.csv")
    let result = try run(
      ["check", "--no-config", "--shard", "auto", "--format", "json", "users.csv"],
      Self.outside.merging(environment) { $1 })
    #expect(result.output.contains("\"shard\":{\"index\":\(index),\"count\":\(count)}"), "\(result.errors)")
  }

  /// No CI system, wherever the tests run.
  private static let outside = Dictionary(
    uniqueKeysWithValues: [
      "CI_NODE_INDEX", "CI_NODE_TOTAL", "CIRCLE_NODE_INDEX", "CIRCLE_NODE_TOTAL", "BUILDKITE_PARALLEL_JOB",
      "BUILDKITE_PARALLEL_JOB_COUNT", "JOB_COMPLETION_INDEX", "JOB_COMPLETIONS",
    ]
    .map { ($0, "") })

  @Test(
    "A shard that there is none of is trouble, and the right form is shown",
    arguments: [
      ("0/2", [:], "from 1 to N"), ("3/2", [:], "from 1 to N"), ("1/0", [:], "from 1 to N"),
      ("1", [:], "expected K/N"),
      ("1/2/3", [:], "expected K/N"), ("1/-2", [:], "expected K/N"),
      ("+1/2", [:], "expected K/N"), ("a/b", [:], "expected K/N"), ("", [:], "expected K/N"),
      ("1/99999999999999999999", [:], "expected K/N"), ("1/100001", [:], "N is too large"),
      ("auto", [:], "CI_NODE_INDEX and CI_NODE_TOTAL (GitLab), CIRCLE_NODE_INDEX"),
      ("auto", ["JOB_COMPLETION_INDEX": "0"], "Kubernetes gives JOB_COMPLETION_INDEX, but JOB_COMPLETIONS is not set"),
      (
        "auto", ["CI_NODE_INDEX": "0", "CI_NODE_TOTAL": "2"],
        "CI_NODE_INDEX=0 is out of range for CI_NODE_TOTAL=2; GitLab counts from 1"
      ),
      ("auto", ["CI_NODE_TOTAL": "2"], "no CI system detected"),
    ] as [(String, [String: String], String)])
  func noShard(text: String, environment: [String: String], says: String) throws {
    try folder.write(Self.bad, as: "users.csv")
    let result = try run(
      ["check", "--no-config", "--shard", text, "users.csv"], Self.outside.merging(environment) { $1 })
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test(
    "A shard fixes nothing and knows nothing of the others",
    arguments: [["--fix"], ["--diff"], ["--write-baseline", "known.txt"]])
  func readsOnly(options: [String]) throws {
    try folder.write(Self.bad, as: "users.csv")
    #expect(try run(["check", "--no-config", "--shard", "1/2"] + options + ["users.csv"]).status == 2)
    #expect(try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8) == Self.bad)
    #expect(!FileManager.default.fileExists(atPath: folder.path("known.txt")))
  }

  /// Reports that go together and reports that do not.
  private static let reports: TemporaryFolder? = {
    guard let folder = try? TemporaryFolder() else { return nil }
    let text = bad + row + row + row
    let base = ["check", "--no-config", "--fail-on", "never"]
    do {
      try folder.write(text, as: "users.csv")
      for (name, options) in [
        ("1", ["--shard", "1/3"]), ("2", ["--shard", "2/3"]), ("3", ["--shard", "3/3"]), ("half1", ["--shard", "1/2"]),
        ("half2", ["--shard", "2/2"]),
        ("capped", ["--max-findings", "1"]), ("other", ["--server", "dovecot"]),
        ("whole", ["--write-baseline", "known.txt"]),
      ] { _ = try Program.run(base + options + ["--format", "json=\(name).json", "users.csv"], in: folder.path) }
      try folder.write(text + row, as: "users.csv")
      _ = try Program.run(base + ["--format", "json=longer.json", "users.csv"], in: folder.path)
    } catch { return nil }
    return folder
  }()

  @Test(
    "What cannot be merged is trouble, with a plain sentence",
    arguments: [
      (["1.json"], "missing report of shard 2/3: 1 of 3 given"),
      (["1.json", "3.json", "1.json"], "missing report of shard 2/3: 2 of 3 given"),
      (
        ["whole.json", "1.json", "2.json", "3.json"],
        "users.csv: its extent is “whole” in whole.json and “part” in 1.json"
      ),
      (["whole.json", "other.json"], "users.csv: its server is “any” in whole.json and “dovecot” in other.json"),
      (
        ["1.json", "2.json", "3.json", "half1.json", "half2.json"],
        "users.csv: row 1 is in half1.json and in another report"
      ),
      (["whole.json", "longer.json"], "users.csv: its size is “"),
      (["capped.json"], "findings are listed; give --max-findings to merge"),
      (["nowhere.json"], "nowhere.json: no such file"),
      (["users.csv"], "users.csv:1:1: expected an object"),
      (["known.txt"], "known.txt:1:1: expected an object"),
      ([], "expected JSON reports to merge"),
      (["--format", "json=whole.json", "whole.json"], "whole.json: the report would overwrite a file to merge"),
      (["--fail-on", "warnings", "whole.json"], "Did you mean warning?"),
    ])
  func trouble(arguments: [String], says: String) throws {
    let result = try Program.run(["merge"] + arguments, in: #require(Self.reports).path)
    #expect(result.status == 2 && result.output.isEmpty, "\(result.output)")
    #expect(result.errors.contains(says), "\(result.errors)")
  }

  @Test("The exit status is that of check; merge's own threshold goes first; a report may come on standard input")
  func status() throws {
    try folder.write(Self.bad.replacingOccurrences(of: " \n", with: " ,Wren-4821\n"), as: "warned.csv")
    _ = try run([
      "check", "--no-config", "--fail-on", "warning", "--mergeable", "--format", "json=careful.json", "warned.csv",
    ])
    _ = try run(["check", "--no-config", "--format", "json=plain.json", "warned.csv"])
    #expect(try run(["merge", "careful.json", "plain.json"]).status == 1)
    #expect(try run(["merge", "--fail-on", "error", "careful.json"]).status == 0)
    #expect(try run(["merge", "plain.json"]).status == 0)
    let piped = try Program.shell("\"$BATCHLINT\" merge --format concise - <plain.json", in: folder.path)
    #expect(piped.output.hasPrefix("warned.csv:2:28: warning: "), "\(piped.output)\(piped.errors)")
  }

  @Test("A file that is named twice is checked once, and files are told by their path")
  func once() throws {
    for name in ["b.csv", "a.csv"] { try folder.write(Self.bad, as: name) }
    let result = try run([
      "check", "--no-config", "--select", "column-count", "--format", "concise", "b.csv", "a.csv", "b.csv",
    ])
    #expect(result.output.split(separator: "\n").map { $0.prefix(5) } == ["a.csv", "b.csv"])
  }
}
