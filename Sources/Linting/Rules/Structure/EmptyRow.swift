/// Separators and nothing between them.
struct EmptyRow: RecordRule, FixingRule {
  let info = RuleInfo(
    "empty-row", .error, .structure, help: "Delete the line; a spreadsheet writes it for rows that were emptied.")
  let recordTriggers: RecordFlags = .onlySeparators

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    collector.add("a row of separators without a value", at: row.range, in: row.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the row", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
