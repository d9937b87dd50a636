import CSV

/// Lines of nothing between or after the rows.
struct BlankLine: RecordRule, DocumentRule, FixingRule {
  let info = RuleInfo("blank-line", .warning, .structure, help: "Delete the line.")
  let recordTriggers: RecordFlags = .blank

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    // A line of blanks is a row with one value; a line of nothing is passed over by most readers.
    let isRow = !row.range.isEmpty && table.expectedCount > 1
    collector.add(
      isRow ? "a line of blanks: the service reads a row with one value" : "a blank line", at: row.range, in: row.place,
      severity: isRow ? .error : nil)
  }

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let lines = table.preamble.blankLines else { return }
    let place = RowPlace(start: lines.range.lowerBound, line: lines.line, record: 1, row: nil)
    collector.add("a blank line before the header", at: lines.range.lowerBound..<lines.range.lowerBound, in: place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let text = fixer.table.document.text
    var end = finding.place.start
    var reader = fixer.table.document.reader(fixer.table.rowDelimiter, from: end)
    reader.expectedCount = fixer.table.expectedCount
    while reader.next(), reader.isBlank, reader.count == 1 { end = reader.position }
    return Fix("delete the blank lines", isSafe: true, [Fix.Edit(finding.place.start..<end)])
  }
}
