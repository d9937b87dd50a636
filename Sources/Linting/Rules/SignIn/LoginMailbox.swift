import Layout
import Migration

/// The mailbox in the sign-in name is not the row's, while the others' are.
struct LoginMailbox: TableRule {
  let info = RuleInfo(
    "login-mailbox", .warning, .signInNames,
    help: "Check that the sign-in name opens the mailbox of this row.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let statistics = context.statistics
    let total = statistics.agreeingLogins + statistics.disagreeingLogins.count
    guard let column = context.layout.signInColumn, !statistics.disagreeingLogins.isEmpty,
      FileStatistics.most(statistics.agreeingLogins, of: total), !RowsShifted.isShifted(context)
    else { return }
    let reversed = Set(LoginReversed.rows(context))
    for row in statistics.disagreeingLogins where !reversed.contains(row) {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      guard let signInName = context.layout.signInName(range) else { continue }
      let mailbox = range.lowerBound + signInName.user.lowerBound..<range.lowerBound + signInName.user.upperBound
      report.add(
        Message(
          "sign-in opens `{}`, which differs from the address; they agree in nearly all rows", .value(mailbox)),
        at: mailbox,
        in: context.rowIndex.place(ofRow: row), field: column)
    }
  }
}
