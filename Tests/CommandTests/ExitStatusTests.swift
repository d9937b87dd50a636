import Foundation
import Linting
import TestSupport
import Testing

@Suite("The command line")
struct CommandTests {
  static let good =
    "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\nbruno@contoso.com,bruno,Otter-7730\n"
  static let warned = good + "\n"
  static let bad = good + "clara@contoso.com,clara\n"

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.good, as: "good.csv")
    try folder.write(Self.warned, as: "warned.csv")
    try folder.write(Self.bad, as: "bad.csv")
  }

  private func run(_ arguments: String...) throws -> Program.Result { try Program.run(arguments, in: folder.path) }

  @Test("Nothing to find is 0, findings are 1, and the threshold decides which count")
  func status() throws {
    #expect(try run("good.csv").status == 0)
    #expect(try run("bad.csv").status == 1)
    #expect(try run("check", "bad.csv").status == 1)
    #expect(try run("warned.csv").status == 0)
    #expect(try run("--fail-on", "warning", "warned.csv").status == 1)
    #expect(try run("--fail-on", "never", "bad.csv").status == 0)
    #expect(try run("--severity", "blank-line=error", "warned.csv").status == 1)
    #expect(try run("--ignore", "column-*", "bad.csv").status == 0)
    #expect(try run("--select", "address-*", "bad.csv").status == 0)
  }

  @Test(
    "What cannot be done is 2, with a plain sentence",
    arguments: [
      (["nowhere.csv"], "no such file"),
      (["chek"], "chek: no such file; did you mean the command `batchlint check`?"),
      (["templat"], "did you mean the command `batchlint template`?"),
      ([], "expected a file, a directory, or -"),
      (["--servr", "any", "good.csv"], "--server"),
      (["--server", "dovcot", "good.csv"], "Did you mean dovecot?"),
      (["--kind", "imapp", "good.csv"], "Did you mean imap?"),
      (["--encoding", "windows-1225", "good.csv"], "unknown encoding `windows-1225`. Did you mean windows-1252?"),
      (["--format", "jsn", "good.csv"], "Did you mean json?"),
      (["--ignore", "adress-syntax", "good.csv"], "Did you mean address-syntax?"),
      (["--severity", "blank-line=eror", "good.csv"], "Did you mean error?"),
      (["--fail-on", "warnings", "good.csv"], "Did you mean warning?"),
      (["--config", "nowhere.yaml", "good.csv"], "no such file"),
      (["/dev/null", "--kind", "imap"], "not a file"),
      (["explain", "colum-count"], "Did you mean column-count?"),
      (["template", "--server", "exchang"], "Did you mean exchange?"),
    ])
  func trouble(arguments: [String], says: String) throws {
    let result = try Program.run(arguments, in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("A file that cannot be read does not hide the others")
  func partly() throws {
    let result = try run("--format", "concise", "nowhere.csv", "bad.csv")
    #expect(result.status == 2)
    #expect(result.output.hasPrefix("bad.csv:4:1: error: "))
  }

  @Test("An empty file, and a pipe that nobody writes to, end at once")
  func emptyAndPipe() throws {
    try folder.write("", as: "empty.csv")
    let empty = try run("--format", "concise", "empty.csv")
    #expect(empty.status == 1)
    #expect(empty.output == "empty.csv:1:1: error: empty file [file-empty]\n")
    let pipe = try Program.shell("mkfifo pipe.csv && timeout 10 \"$BATCHLINT\" pipe.csv", in: folder.path)
    #expect(pipe.status == 2)
    #expect(pipe.errors.contains("pipe.csv: "))
  }

  @Test("Four gigabytes of nothing are told from a migration file in a moment")
  func huge() throws {
    let result = try Program.shell(
      "truncate -s 4G huge.csv && timeout 10 \"$BATCHLINT\" --format concise huge.csv", in: folder.path)
    #expect(result.status == 1)
    #expect(result.output.contains("[file-not-csv]"))
    #expect(result.output.contains("[file-too-large]"))
  }

  @Test("A reader that goes away is no crash, and other reports are written all the same")
  func brokenPipe() throws {
    let rows = (0..<5000).map { "user\($0)@contoso.com,user\($0),\n" }.joined()
    try folder.write("EmailAddress,UserName,Password\n" + rows, as: "many.csv")
    let result = try Program.shell(
      "\"$BATCHLINT\" --format jsonl --format json=report.json --expand many.csv | head -n 1; echo ${PIPESTATUS[0]}",
      in: folder.path)
    #expect(result.output.hasSuffix("\n1\n"))
    #expect(result.errors.isEmpty)
    let report = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: folder.path("report.json"))))
    #expect(((report as? [String: Any])?["summary"] as? [String: Any])?["errors"] as? Int == 5000)
  }

  @Test("Standard input, under the name that it is given")
  func standardInput() throws {
    let result = try Program.run(
      ["--format", "concise", "--stdin-filename", "list.csv", "-"], in: folder.path, input: Data(Self.bad.utf8))
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("list.csv:4:1: error: expected 3 values, found 2"))
    #expect(try Program.run(["-"], in: folder.path, input: Data(Self.good.utf8)).status == 0)
  }

  @Test("A directory is searched for .csv files, and .gitignore is respected")
  func directory() throws {
    try folder.write(Self.bad, as: "lists/a.csv")
    try folder.write(Self.bad, as: "lists/deep/b.CSV")
    try folder.write(Self.bad, as: "lists/ignored.csv")
    try folder.write(Self.bad, as: "lists/notes.txt")
    try folder.write("ignored.csv\n", as: "lists/.gitignore")
    let result = try run("--format", "concise", "--select", "column-count", "lists")
    #expect(
      result.output.split(separator: "\n").map { String($0.prefix { $0 != ":" }) } == [
        "lists/a.csv", "lists/deep/b.CSV",
      ])
  }

  @Test("Several formats in one run; a capped report counts all")
  func formats() throws {
    let result = try run(
      "--format", "concise", "--format", "json=r.json", "--format", "junit=r.xml", "--max-findings", "1", "bad.csv",
      "warned.csv")
    #expect(result.output.split(separator: "\n").count == 1)
    let json = try String(contentsOfFile: folder.path("r.json"), encoding: .utf8)
    #expect(json.contains("\"errors\":1,\"warnings\":1,\"infos\":0,\"shown\":1"))
    #expect(try String(contentsOfFile: folder.path("r.xml"), encoding: .utf8).contains("column-count at 4:1"))
  }

  @Test("Colours only where they are wanted")
  func colors() throws {
    #expect(try !run("bad.csv").output.contains("\u{1B}"))
    #expect(try run("--color", "always", "bad.csv").output.contains("\u{1B}[1;31merror"))
  }

  @Test("The catalogue, its pages, and templates that are right")
  func catalogue() throws {
    let rules =
      try JSONSerialization.jsonObject(with: Data(run("rules", "--format", "json").output.utf8)) as? [[String: Any]]
    #expect(rules?.count == RuleRegistry.rules.count)
    #expect(try run("explain", "column-count").output.hasPrefix("# column-count\n"))
    #expect(try run("--version").output.hasPrefix("0.1.0\n"))
    let servers = try FileManager.default.contentsOfDirectory(
      atPath: Fixture.root.appendingPathComponent("rules/servers").path)
    for server in servers.map({ String($0.dropLast(5)) }) {
      let template = try run("template", "--server", server)
      #expect(template.status == 0)
      let check = try Program.run(
        ["--server", server, "--fail-on", "info", "--format", "concise", "-"], in: folder.path,
        input: Data(template.output.utf8))
      #expect(check.status == 0 && check.output.isEmpty, "\(server): \(check.output)")
    }
  }
}
