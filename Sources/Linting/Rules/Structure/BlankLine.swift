import CSV
import Layout

/// Lines of nothing between or after the rows.
struct BlankLine: RecordRule, DocumentRule, FixingRule {
  let info = RuleInfo("blank-line", .warning, .structure, fixPriority: 170, help: "Delete the line.")
  let recordTriggers: RecordFlags = .blank

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    // A line of blanks is a row with one value; a line of nothing is passed over by most readers.
    let isRow = !row.range.isEmpty && context.layout.expectedCount > 1
    report.add(
      isRow ? "line of white space, which the service reads as a row with one value" : "blank line", at: row.range,
      in: row.place,
      severity: isRow ? .error : nil)
  }

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let lines = context.layout.preamble.blankLines else { return }
    let place = RowPlace(start: lines.range.lowerBound, line: lines.line, record: 1, row: nil)
    report.add("blank line before the header row", at: lines.range.lowerBound..<lines.range.lowerBound, in: place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    var end = finding.place.start
    var reader = fixer.layout.rowReader(from: end)
    while reader.next(), reader.isBlank, reader.count == 1 { end = reader.position }
    return Fix("Delete the blank lines", isSafe: true, [Fix.Edit(finding.place.start..<end)])
  }
}
