import Migration

/// An admin's sign-in where the server's cannot be expressed in this file.
struct LoginUnsupported: TableRule {
  let info = RuleInfo(
    "login-unsupported", .error, .signInNames, help: "Use the users' own passwords, or another way of migration.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.server.access == .notExpressible, let column = table.signInColumn else { return }
    let sample = ServerDetector.sample(table, column)
    guard let first = sample.signInNames.first, sample.isOnePassword(table),
      SignInNameClassifier.isAdminSignIn(sample.signInNames, in: table)
    else { return }
    let rest = table.server.advice.map { "here; \($0)" } ?? "on \(table.server.title)"
    collector.add(
      Message("an admin's sign-in opens no mailbox {}", .text(rest)), at: first,
      in: table.place(containing: first.lowerBound), field: column)
  }
}
