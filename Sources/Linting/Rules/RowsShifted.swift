/// One column slipped against the others, or was sorted without them.
struct RowsShifted: TableRule {
  let info = RuleInfo("rows-shifted", .warning, .values, mend: "Sort the whole table, never one column; take the list from its source again.")

  /// The names of one column stand in the other in another order, or one row further.
  static func isShifted(_ table: Table) -> Bool {
    let tallies = table.tallies
    let apart = tallies.disagreeingLogins.count + tallies.disagreeingRoots.count
    let total = apart + tallies.agreeingLogins + tallies.agreeingRoots
    guard total >= Tallies.enough, apart >= 2 else { return false }
    if tallies.addressSum == tallies.loginSum { return true }
    return apart >= 3 && tallies.neighbours * 10 >= apart * 8
  }

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard RowsShifted.isShifted(table) else { return }
    let tallies = table.tallies
    let isRoot = tallies.disagreeingLogins.isEmpty
    guard let row = (tallies.disagreeingLogins + tallies.disagreeingRoots).min(),
      let column = isRoot ? table.rootColumn : table.loginColumn, let range = revisitor.value(column, ofRow: row)
    else { return }
    let count = tallies.disagreeingLogins.count + tallies.disagreeingRoots.count
    report.add(
      Message("from here on {} rows have the {} of another row's mailbox: one column was moved or sorted alone", .number(count), .text(isRoot ? "root" : "sign-in name")),
      at: range, in: table.rowIndex.place(ofRow: row), field: column)
  }
}
