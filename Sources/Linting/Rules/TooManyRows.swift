/// More rows than the service takes in one file.
struct TooManyRows: RecordRule {
  let info = RuleInfo("too-many-rows", .error, .values, mend: "Divide the file with `batchlint split`.")
  let recordWakes: RecordFacts = .tooMany

  func check(_ row: Row, of table: Table, _ report: Report) {
    guard let limit = table.kind.maximumRows else { return }
    report.add(
      Message("the service takes {} rows in one file; this is the first too many", .number(limit)), at: row.range, in: row.place,
      service: .tooManyRows(limit: limit))
  }
}
