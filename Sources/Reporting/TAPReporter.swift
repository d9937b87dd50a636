import Linting

/// TAP 14: a point for each file, with a subtest whose points are its findings.
final class TAPReporter: Reporter {
  private let output: Output
  private var files = 0

  init(_ output: Output) { self.output = output }

  func begin() { output.put("TAP version 14\n") }

  func report(_ file: FileReport, shown: Int) {
    let findings = file.findings.prefix(shown)
    let isOK = !file.findings.contains { $0.severity > .info }
    files += 1
    output.put("# Subtest: \(TAPReporter.escaped(file.path))\n")
    for (index, finding) in findings.enumerated() { put(finding, index + 1, of: file) }
    if findings.isEmpty { output.put("    ok 1 - no findings\n") }
    output.put("    1..\(max(findings.count, 1))\n")
    output.put("\(isOK ? "ok" : "not ok") \(files) - \(TAPReporter.escaped(file.path))\n")
  }

  func end(_ summary: Summary) { output.put(files == 0 ? "1..0 # SKIP no files\n" : "1..\(files)\n") }

  private func put(_ finding: Finding, _ number: Int, of file: FileReport) {
    let start = file.position(of: finding.range.lowerBound, in: finding.place)
    // A remark is no failure.
    output.put("    \(finding.severity > .info ? "not ok" : "ok") \(number) - \(finding.rule.name) at \(start.line):\(start.column)\n")
    output.put("      ---\n      message: ")
    output.putJSON(file.message(of: finding))
    output.put("\n      severity: \(finding.severity.rawValue)\n      rule: \(finding.rule.name)\n      help: \(Catalogue.help(finding.rule.name))\n      at:\n        file: ")
    output.putJSON(file.path)
    output.put("\n        line: \(start.line)\n        column: \(start.column)\n      ...\n")
  }

  /// A description on one line without a directive.
  static func escaped(_ text: String) -> String { PlainText.plain(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#") }
}
