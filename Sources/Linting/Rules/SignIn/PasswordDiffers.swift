import Layout
import Migration

/// With an admin's sign-in: a password that is not the admin's.
struct PasswordDiffers: TableRule {
  let info = RuleInfo("password-differs", .warning, .signInNames, help: "Copy the admin's password from another row.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.hasAdminSignIn, let column = context.layout.passwordColumn,
      let rows = context.statistics.passwords.deviants()?.rows
    else { return }
    // Another admin has another password: that is one finding, of login-admin.
    let others = Set(context.statistics.admins.deviants()?.rows ?? [])
    for row in rows where !others.contains(row) {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      report.add(
        "password differs from nearly all other rows with the same admin", at: range,
        in: context.rowIndex.place(ofRow: row), field: column)
    }
  }
}
