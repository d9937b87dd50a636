/// More rows than the service takes in one file.
struct TooManyRows: TableRule {
  let info = RuleInfo("too-many-rows", .error, .values, mend: "Divide the file with `batchlint split`.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard let limit = table.kind.maximumRows, table.rowCount > limit, let range = revisitor.range(ofRow: limit + 1) else {
      return adviseFewer(table, revisitor, report)
    }
    report.add(
      Message("the service takes {} rows in one file; this is the first too many", .number(limit)), at: range,
      in: table.rowIndex.place(ofRow: limit + 1), service: .tooManyRows(limit: limit))
  }

  private func adviseFewer(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard let advised = table.kind.advisedRows, table.rowCount > advised.most, let range = revisitor.range(ofRow: advised.most + 1) else { return }
    report.add(
      Message("this is row {}: {}", .number(advised.most + 1), .text(advised.reason)), at: range,
      in: table.rowIndex.place(ofRow: advised.most + 1), severity: .warning)
  }
}
