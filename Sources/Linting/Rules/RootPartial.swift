import Migration

/// A `UserRoot` on some rows only.
struct RootPartial: TableRule {
  let info = RuleInfo("root-partial", .warning, .roots, mend: "Fill UserRoot in on every row, or on none.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.server.root == .optional else { return }
    guard table.tallies.rowsWithRoot > 0, let row = table.tallies.rowsWithoutRoot.first, let column = table.rootColumn,
      let range = revisitor.value(column, ofRow: row)
    else { return }
    report.add(Message("UserRoot is empty here, and filled on {} rows", .number(table.tallies.rowsWithRoot)), at: range, in: table.rowIndex.place(ofRow: row), field: column)
  }
}
