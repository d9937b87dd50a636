import Migration

/// The mailbox in the login is not the row's, while the others' are.
struct LoginMailbox: TableRule {
  let info = RuleInfo("login-mailbox", .warning, .logins, mend: "Make sure that the row opens the mailbox that belongs to its address.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    let tallies = table.tallies
    let total = tallies.agreeingLogins + tallies.disagreeingLogins.count
    guard let column = table.loginColumn, !tallies.disagreeingLogins.isEmpty, Tallies.most(tallies.agreeingLogins, of: total), !RowsShifted.isShifted(table) else { return }
    let reversed = Set(LoginReversed.rows(table))
    for row in tallies.disagreeingLogins where !reversed.contains(row) {
      guard let range = revisitor.value(column, ofRow: row) else { continue }
      guard let login = table.login(range) else { continue }
      let mailbox = range.lowerBound + login.user.lowerBound..<range.lowerBound + login.user.upperBound
      report.add(
        Message("the sign-in opens {}, not the mailbox of this row's address, as it does in nearly all rows", .value(mailbox)), at: mailbox,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
