/// Separators and nothing between them.
struct EmptyRow: RecordRule, FixingRule {
  let info = RuleInfo("empty-row", .error, .structure, mend: "Delete the line; a spreadsheet writes it for rows that were emptied.")
  let recordWakes: RecordFacts = .onlySeparators

  func check(_ row: Row, of table: Table, _ report: Report) {
    report.add("a row of separators without a value", at: row.range, in: row.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the row", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
