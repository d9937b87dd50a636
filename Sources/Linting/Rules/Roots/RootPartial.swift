import Migration

/// A `UserRoot` on some rows only.
struct RootPartial: TableRule {
  let info = RuleInfo("root-partial", .warning, .roots, help: "Fill UserRoot in on every row, or on none.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.server.root == .optional else { return }
    guard table.statistics.rowsWithRoot > 0, let row = table.statistics.rowsWithoutRoot.first,
      let column = table.rootColumn,
      let range = accessor.value(column, ofRow: row)
    else { return }
    collector.add(
      Message("UserRoot is empty here, and filled on {} rows", .number(table.statistics.rowsWithRoot)), at: range,
      in: table.rowIndex.place(ofRow: row), field: column)
  }
}
