import Migration

/// An admin's sign-in where the server's cannot be expressed in this file.
struct LoginUnsupported: TableRule {
  let info = RuleInfo("login-unsupported", .error, .logins, mend: "Use the users' own passwords, or another way of migration.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.server.access == .notExpressible, let column = table.loginColumn else { return }
    let logins = ServerDetector.sample(table, column)
    guard let first = logins.first, LoginLook.isAdminSignIn(logins, in: table) else { return }
    let advice = table.server.advice.map { "; \($0)" } ?? ""
    report.add(
      Message("{} opens no mailbox for an admin in this way{}", .text(table.server.title), .text(advice)), at: first,
      in: table.place(containing: first.lowerBound), field: column)
  }
}
