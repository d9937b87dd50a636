import Foundation
import TestSupport
import Testing

/// What the repository gives to CI systems: the action, the template, the hooks, the problem matcher.
@Suite("CI systems")
struct ActionTests {
  private static let root = Fixture.root.path
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.good, as: "lists/good.csv")
    try folder.write(CommandTests.bad, as: "lists/bad one.csv")
  }

  private struct Matcher {
    var severity: String?
    var expression: NSRegularExpression
    var groups: [String: Int]
  }

  private func matchers() throws -> [Matcher] {
    let data = try Data(contentsOf: Fixture.root.appendingPathComponent(".github/batchlint-matcher.json"))
    let file = try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]]
    return try (file?["problemMatcher"] ?? []).map { matcher in
      let pattern = try #require((matcher["pattern"] as? [[String: Any]])?.first)
      return Matcher(
        severity: matcher["severity"] as? String,
        expression: try NSRegularExpression(pattern: pattern["regexp"] as? String ?? ""),
        groups: pattern.compactMapValues { $0 as? Int })
    }
  }

  @Test("The problem matcher reads of every line of the concise format what the JSON report says")
  func matcher() throws {
    let matchers = try matchers()
    #expect(matchers.count == 2)
    let result = try Program.run(
      [
        "check", "--no-config", "--format", "concise", "--format", "json=\(folder.path("r.json"))", "fixtures/bad",
        "fixtures/ok",
      ], in: Self.root)
    struct Report: Decodable {
      struct File: Decodable {
        struct Finding: Decodable {
          var rule, severity, message: String
          var line, column: Int
          var sheet: String?
        }
        var path: String
        var findings: [Finding]
      }
      var files: [File]
    }
    let report = try JSONDecoder().decode(
      Report.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path("r.json"))))
    // A place in a workbook is a cell, which no problem matcher reads.
    let isWorkbook = Dictionary(
      uniqueKeysWithValues: report.files.map { ($0.path, $0.findings.contains { $0.sheet != nil }) })
    let wanted = report.files.filter { isWorkbook[$0.path] == false }.flatMap { file in
      file.findings.map {
        [file.path, "\($0.line)", "\($0.column)", $0.severity == "info" ? "notice" : $0.severity, $0.message, $0.rule]
      }
    }
    let lines = result.output.split(separator: "\n").map(String.init).filter { line in
      isWorkbook[line.split(separator: ":")[0].description] != true
    }
    let read = lines.map { line -> [String] in
      let fits = matchers.compactMap { matcher in
        matcher.expression.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)).map { (matcher, $0) }
      }
      guard fits.count == 1, let (matcher, match) = fits.first else { return [line] }
      return ["file", "line", "column", "severity", "message", "code"].map { name in
        guard let group = matcher.groups[name], let range = Range(match.range(at: group), in: line) else {
          return matcher.severity ?? ""
        }
        return String(line[range])
      }
    }
    #expect(!wanted.isEmpty)
    #expect(read == wanted)
  }

  private func act(_ variables: [String: String]) throws -> Program.Result {
    var environment = [
      "BATCHLINT_PATHS": "lists", "BATCHLINT_SINCE": "", "BATCHLINT_FORMAT": "text", "BATCHLINT_ARGUMENTS": "",
      "BATCHLINT_PROGRAM": Program.path,
      "BATCHLINT_RELEASE": "file://\(folder.path("release"))", "BATCHLINT_MATCHER": "/matcher.json",
      "GITHUB_ACTIONS": "true",
      "GITHUB_STEP_SUMMARY": folder.path("summary.md"),
    ]
    environment.merge(variables) { $1 }
    return try Program.run(
      executable: "/bin/bash", [Self.root + "/.github/actions/batchlint/run.sh"], in: folder.path, input: nil,
      environment: environment)
  }

  @Test("The action annotates once: by commands for text, by the matcher for concise")
  func annotations() throws {
    let text = try act([:])
    #expect(text.status == 1)
    #expect(text.output.contains("::error file=lists/bad one.csv,line=4"))
    #expect(!text.output.contains("::add-matcher::"))
    #expect(try String(contentsOfFile: folder.path("summary.md"), encoding: .utf8).contains("column-count"))
    let concise = try act(["BATCHLINT_FORMAT": "concise"])
    #expect(concise.status == 1)
    #expect(concise.output.hasPrefix("::add-matcher::/matcher.json\nlists/bad one.csv:1:1: warning: "))
    #expect(!concise.output.contains("::error"))
  }

  @Test("Its inputs are words as they stand: paths with blanks, options, nothing that a shell would take")
  func inputs() throws {
    #expect(
      try act([
        "BATCHLINT_PATHS": "lists/bad one.csv\n\nlists/good.csv\n", "BATCHLINT_ARGUMENTS": "--ignore\ncolumn-*\n",
      ]).status == 0)
    let odd = try act(["BATCHLINT_PATHS": "$(touch gone) `touch gone`; touch gone", "BATCHLINT_ARGUMENTS": ""])
    #expect(odd.status == 2)
    #expect(!FileManager.default.fileExists(atPath: folder.path("gone")))
    #expect(try act(["BATCHLINT_SINCE": "--output=x"]).status == 2)
  }

  @Test(
    "It fetches the release and runs it only if the checksum is right",
    .enabled(if: (try? Program.shell("command -v curl").status) == 0, "there is no curl"))
  func release() throws {
    let name = "batchlint-linux-\(try Program.shell("uname -m").output.trimmingCharacters(in: .newlines))"
    try folder.write(Array("#!/bin/sh\nexec \(Program.path) \"$@\"\n".utf8), as: "release/\(name)", mode: 0o600)
    #expect(try Program.shell("cd release && sha256sum * > SHA256SUMS", in: folder.path).status == 0)
    #expect(try act(["BATCHLINT_PROGRAM": ""]).status == 1)
    try folder.write("#!/bin/sh\nexit 0\n", as: "release/\(name)")
    let wrong = try act(["BATCHLINT_PROGRAM": ""])
    #expect(wrong.status != 0)
    #expect(!wrong.output.contains("::error file="))
  }

  @Test("The template's line runs: in a merge request since its base, else on everything")
  func gitLab() throws {
    let template = try String(contentsOfFile: "\(Self.root)/.gitlab/batchlint.yml", encoding: .utf8)
    let lines = template.components(separatedBy: "    - >-\n").last!.components(separatedBy: "\n").prefix {
      $0.hasPrefix("      ")
    }
    let script = lines.joined(separator: " ").replacing("$[[ inputs.paths ]]", with: "lists").replacing(
      "$[[ inputs.arguments ]]", with: "--quiet")
    try FileManager.default.createSymbolicLink(atPath: folder.path("batchlint"), withDestinationPath: Program.path)
    func run(_ base: String) throws -> Program.Result {
      try Program.run(
        executable: "/bin/sh", ["-c", "PATH=$PWD:$PATH; \(script)"], in: folder.path, input: nil,
        environment: base.isEmpty ? [:] : ["CI_MERGE_REQUEST_DIFF_BASE_SHA": base])
    }
    #expect(try run("").status == 1)
    let git = try Program.shell(
      "git init -q . && git add -A lists && git -c user.name=x -c user.email=x@contoso.com commit -q -m x",
      in: folder.path)
    #expect(git.status == 0, "\(git.errors)")
    #expect(try run("HEAD").status == 0)
    #expect(try String(contentsOfFile: folder.path("gl-code-quality-report.json"), encoding: .utf8).hasPrefix("["))
  }
}
