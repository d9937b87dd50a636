import Migration

/// An admin's sign-in where the server's cannot be expressed in this file.
struct LoginUnsupported: TableRule {
  let info = RuleInfo("login-unsupported", .error, .logins, mend: "Use the users' own passwords, or another way of migration.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.server.access == .notExpressible, let column = table.loginColumn else { return }
    let sample = ServerDetector.sample(table, column)
    guard let first = sample.logins.first, sample.isOnePassword(table), LoginLook.isAdminSignIn(sample.logins, in: table) else { return }
    let rest = table.server.advice.map { "here; \($0)" } ?? "on \(table.server.title)"
    report.add(
      Message("an admin's sign-in opens no mailbox {}", .text(rest)), at: first,
      in: table.place(containing: first.lowerBound), field: column)
  }
}
