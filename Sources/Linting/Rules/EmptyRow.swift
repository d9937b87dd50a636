/// Separators and nothing between them.
struct EmptyRow: RecordRule {
  let info = RuleInfo("empty-row", .error, .structure, mend: "Delete the line; a spreadsheet writes it for rows that were emptied.")
  let recordWakes: RecordFacts = .onlySeparators

  func check(_ row: Row, of table: Table, _ report: Report) {
    report.add("a row of separators without a value", at: row.range, in: row.place)
  }
}
