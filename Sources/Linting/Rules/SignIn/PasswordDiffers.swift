import Migration

/// With an admin's sign-in: a password that is not the admin's.
struct PasswordDiffers: TableRule {
  let info = RuleInfo("password-differs", .warning, .signInNames, help: "Copy the admin's password from another row.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.hasAdminSignIn, let column = table.passwordColumn,
      let rows = table.statistics.passwords.deviants()?.rows
    else { return }
    // Another admin has another password: that is one finding, of login-admin.
    let others = Set(table.statistics.admins.deviants()?.rows ?? [])
    for row in rows where !others.contains(row) {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      collector.add(
        "the password is another one than in nearly all rows, though the admin is the same", at: range,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
