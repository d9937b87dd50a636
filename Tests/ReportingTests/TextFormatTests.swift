import Foundation
import Linting
import Reporting
import TestSupport
import Testing

@Suite("Text, concise and JSON")
struct TextFormatTests {
  private func text(_ samples: String..., format: Format = .text, expands: Bool = false) throws -> String {
    String(decoding: try ReportSamples.report(samples, as: format, expands: expands), as: UTF8.self)
  }

  @Test(
    "Message, place, the row with its secret masked, a marker, the service's message, help, a link; a summary")
  func person() throws {
    #expect(
      try text(ReportSamples.one)
        == """
        error[column-count]: expected 3 values, found 2
         --> lists/users & <0>.csv:3:1
        3 | ••••,••••
          | ^^^^^^^^^
          = service: Row 2 has the wrong number of columns. Expected number: 3. Actual
                     number: 2. Please edit this row and re-submit the file.
          = help: Quote a value that contains a comma; keep the comma of an empty value

        https://github.com/batchlint/batchlint/blob/main/rules/docs/column-count.md

        1 error in 1 file (2 rows).

        """)
    #expect(try text(ReportSamples.none) == "No problems found in 1 file (1 row).\n")
  }

  /// The columns of a terminal that the markers stand under, for the finding of a rule.
  private func marked(_ text: String, _ rule: String) throws -> (before: String, marked: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let index = try #require(lines.firstIndex { $0.contains("[\(rule)]: ") })
    let row = try #require(lines[index + 2].range(of: " | ")).upperBound
    let marker = try #require(lines[index + 3].range(of: " | ")).upperBound
    let marks = lines[index + 3][marker...]
    return (String(lines[index + 2][row...]), String(marks))
  }

  @Test("The marker is under the value, wide and combining characters and tabs in mind")
  func markers() throws {
    let wide = try marked(text(ReportSamples.header + "日本語@contoso.com,日本語 ,Wren-4821\n"), "value-whitespace")
    #expect(wide.before == "日本語@contoso.com,日本語 ,••••")
    // 3 wide characters, 12 narrow ones, a comma, 3 wide ones.
    #expect(wide.marked == String(repeating: "^", count: 6 + 12) + String(repeating: " ", count: 1 + 6) + "^")
    let combining = try marked(
      text(ReportSamples.header + "e\u{301}mile@contoso.com,emile ,Wren-4821\n"), "value-whitespace")
    #expect(combining.marked == " " + String(repeating: "^", count: 16) + " " + "^^^^")
    let tab = try marked(text(ReportSamples.header + "alberta@contoso.com,\talberta,Wren-4821\n"), "value-whitespace")
    #expect(tab.before == "alberta@contoso.com, alberta,••••")
    #expect(tab.marked == String(repeating: " ", count: 20) + "^")
  }

  @Test("Fifty thousand equal findings are one line with a count and the first places")
  func repeated() throws {
    let rows = (1...50_000).map { "user\($0)@contoso,user\($0),Wren-\($0)\n" }.joined()
    let report = try text(ReportSamples.header + rows, expands: true)
    #expect(
      report.contains("\n  = note: 49,999 more: lines 3, 4, 5, 6, 7, 8, 9, 10 and 49,991 others\n"))
    #expect(report.split(separator: "\n").count < 20)
    #expect(report.hasSuffix("50,000 warnings in 1 file (50,000 rows).\n"))
  }

  @Test("No cell can command a terminal or begin a line of its own", arguments: [Format.text, .concise])
  func inert(format: Format) throws {
    let path = "a\u{9B}2J\u{1B}b\u{202E}c\u{61C}.csv"
    let report = String(
      decoding: try ReportSamples.report([ReportSamples.odd, ReportSamples.controls], as: format, path: path),
      as: UTF8.self)
    #expect(report.contains("a?2J?b?c?.csv:2:"))
    let commands: Set<Unicode.GeneralCategory> = [.control, .format, .lineSeparator, .paragraphSeparator]
    #expect(!report.unicodeScalars.contains { $0 != "\n" && commands.contains($0.properties.generalCategory) })
    #expect(!report.split(separator: "\n").contains { $0.hasPrefix("::") || $0.hasPrefix("##") })
  }

  @Test("Concise is what gcc writes")
  func concise() throws {
    for line in try text(ReportSamples.many, ReportSamples.odd, format: .concise).split(separator: "\n") {
      #expect(
        line.firstMatch(of: /^lists\/users & <[01]>\.csv:\d+:\d+: (error|warning|info): .+ \[[a-z0-9-]+\]$/) != nil,
        "\(line)")
    }
  }

  @Test("JSON holds the contract's members, and jsonl the same findings")
  func json() throws {
    let data = try ReportSamples.report(ReportSamples.all, as: .json)
    let report = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(report["version"] as? Int == 1)
    #expect(report["tool"] as? [String: String] == ["name": "batchlint", "version": "0.1.0"])
    let files = try #require(report["files"] as? [[String: Any]])
    let findings = files.flatMap { $0["findings"] as? [[String: Any]] ?? [] }
    let members: Set = [
      "rule", "severity", "message", "advice", "sheet", "line", "column", "endLine", "endColumn", "byteOffset",
      "byteLength", "row", "rows", "field",
      "fieldIndex", "cell", "service", "help", "related", "fix",
    ]
    for finding in findings { #expect(Set(finding.keys) == members) }
    #expect((report["summary"] as? [String: Int])?["shown"] == findings.count)
    let lines = try ReportSamples.report(ReportSamples.all, as: .jsonl).split(separator: 0x0A).map {
      try JSONSerialization.jsonObject(with: $0) as? [String: Any]
    }
    #expect(lines.map { $0?["rule"] as? String } == findings.map { $0["rule"] as? String })
    #expect(lines.allSatisfy { Set($0?.keys.map(\.self) ?? []) == members.union(["path"]) })
  }

  @Test("A finding's members: the row as the service counts, code points, bytes, the spreadsheet's cell")
  func members() throws {
    let data = try ReportSamples.report([ReportSamples.header + "日本語@contoso.com,alberta ,Wren-4821\n"], as: .json)
    let files = (try JSONSerialization.jsonObject(with: data) as? [String: Any])?["files"] as? [[String: Any]]
    let finding = try #require(
      (files?[0]["findings"] as? [[String: Any]])?.first { $0["rule"] as? String == "value-whitespace" })
    #expect(finding["line"] as? Int == 2)
    #expect(finding["column"] as? Int == 24)
    #expect(finding["endColumn"] as? Int == 25)
    #expect(finding["byteOffset"] as? Int == 31 + 9 + 12 + 1 + 7)
    #expect(finding["byteLength"] as? Int == 1)
    #expect(finding["row"] as? Int == 1)
    #expect(finding["field"] as? String == "UserName")
    #expect(finding["cell"] as? String == "B2")
  }
}
