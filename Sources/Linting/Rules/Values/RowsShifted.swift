/// One column slipped against the others, or was sorted without them.
struct RowsShifted: TableRule {
  let info = RuleInfo(
    "rows-shifted", .warning, .values,
    help: "Sort the whole table, never one column; take the list from its source again.")

  /// The names of one column stand in the other in another order, or one row further.
  static func isShifted(_ table: Table) -> Bool {
    let statistics = table.statistics
    let apart = statistics.disagreeingLogins.count + statistics.disagreeingRoots.count
    let total = apart + statistics.agreeingLogins + statistics.agreeingRoots
    guard total >= FileStatistics.enough, apart >= 2 else { return false }
    if statistics.addressSum == statistics.loginSum { return true }
    return apart >= 3 && statistics.neighbours * 10 >= apart * 8
  }

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard RowsShifted.isShifted(table) else { return }
    let statistics = table.statistics
    let isRoot = statistics.disagreeingLogins.isEmpty
    guard let row = (statistics.disagreeingLogins + statistics.disagreeingRoots).min(),
      let column = isRoot ? table.rootColumn : table.signInColumn, let range = accessor.value(column, ofRow: row)
    else { return }
    let count = statistics.disagreeingLogins.count + statistics.disagreeingRoots.count
    collector.add(
      Message(
        "from here on {} rows have the {} of another row's mailbox: one column was moved or sorted alone",
        .number(count), .text(isRoot ? "root" : "sign-in name")),
      at: range, in: table.rowIndex.place(ofRow: row), field: column)
  }
}
