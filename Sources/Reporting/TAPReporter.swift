import Linting

/// TAP 14: a point for each file, with a subtest whose points are its findings.
final class TAPReporter: Reporter {
  private let output: Output
  @exclusivity(unchecked) private var files = 0

  init(_ output: Output) { self.output = output }

  func begin() { output.put("TAP version 14\n") }

  func report(_ file: any ReportedFile, shown: Int) {
    let isOK = !(0..<file.count).contains { file.severity($0) > .info }
    files += 1
    output.put("# Subtest: \(TAPReporter.escaped(file.path))\n")
    for index in 0..<shown { put(index, of: file) }
    if shown == 0 { output.put("    ok 1 - no findings\n") }
    output.put("    1..\(max(shown, 1))\n")
    output.put("\(isOK ? "ok" : "not ok") \(files) - \(TAPReporter.escaped(file.path))\n")
  }

  func end(_ summary: Summary) { output.put(files == 0 ? "1..0 # SKIP no files\n" : "1..\(files)\n") }

  private func put(_ index: Int, of file: any ReportedFile) {
    let start = file.start(index)
    let rule = file.rule(index).name
    let severity = file.severity(index)
    // A remark is no failure.
    output.put(
      "    \(severity > .info ? "not ok" : "ok") \(index + 1) - \(rule) at \(TAPReporter.escaped(file.place(index)))\n")
    output.put("      ---\n      message: ")
    output.putJSON(file.message(index))
    output.put(
      """
      \n      severity: \(severity.rawValue)\n      rule: \(rule)\n      help: \(RuleRegistry.pageURL(rule))\n      \
      at:\n        file:\u{20}
      """
    )
    output.putJSON(file.path)
    output.put("\n        line: \(start.line)\n        column: \(start.column)\n      ...\n")
  }

  /// A description on one line without a directive.
  static func escaped(_ text: String) -> String {
    PlainText.plain(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
  }
}
