import Migration

/// The root's last part is not the row's mailbox, while the others' are.
struct RootMailbox: TableRule {
  let info = RuleInfo(
    "root-mailbox", .warning, .roots,
    help: "Make sure that the root is that of the mailbox that belongs to the row's address.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    let statistics = table.statistics
    let total = statistics.agreeingRoots + statistics.disagreeingRoots.count
    guard let column = table.rootColumn, !statistics.disagreeingRoots.isEmpty,
      FileStatistics.most(statistics.agreeingRoots, of: total), !RowsShifted.isShifted(table)
    else { return }
    for row in statistics.disagreeingRoots {
      guard let range = accessor.trimmedValue(column, ofRow: row), let last = RootClassifier.lastPart(table.base, range)
      else { continue }
      collector.add(
        Message("the root is that of {}, not of this row's address, as it is in nearly all rows", .value(last)),
        at: last,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
