import Migration

/// The mailbox in the signInName is not the row's, while the others' are.
struct LoginMailbox: TableRule {
  let info = RuleInfo(
    "login-mailbox", .warning, .signInNames,
    help: "Make sure that the row opens the mailbox that belongs to its address.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    let statistics = table.statistics
    let total = statistics.agreeingLogins + statistics.disagreeingLogins.count
    guard let column = table.signInColumn, !statistics.disagreeingLogins.isEmpty,
      FileStatistics.most(statistics.agreeingLogins, of: total), !RowsShifted.isShifted(table)
    else { return }
    let reversed = Set(LoginReversed.rows(table))
    for row in statistics.disagreeingLogins where !reversed.contains(row) {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      guard let signInName = table.signInName(range) else { continue }
      let mailbox = range.lowerBound + signInName.user.lowerBound..<range.lowerBound + signInName.user.upperBound
      collector.add(
        Message(
          "the sign-in opens {}, not the mailbox of this row's address, as it does in nearly all rows", .value(mailbox)),
        at: mailbox,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
