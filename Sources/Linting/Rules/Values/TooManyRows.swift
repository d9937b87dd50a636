/// More rows than the service takes in one file.
struct TooManyRows: TableRule {
  let info = RuleInfo("too-many-rows", .error, .values, help: "Divide the file with `batchlint split`.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let limit = table.kind.maximumRows, table.rowCount > limit, let range = accessor.range(ofRow: limit + 1)
    else {
      return adviseFewer(table, accessor, collector)
    }
    collector.add(
      Message("the service takes {} rows in one file; this is the first too many", .number(limit)), at: range,
      in: table.rowIndex.place(ofRow: limit + 1), service: .tooManyRows(limit: limit))
  }

  private func adviseFewer(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let advised = table.kind.advisedRows, table.rowCount > advised.most,
      let range = accessor.range(ofRow: advised.most + 1)
    else { return }
    collector.add(
      Message("this is row {}: {}", .number(advised.most + 1), .text(advised.reason)), at: range,
      in: table.rowIndex.place(ofRow: advised.most + 1), severity: .warning)
  }
}
