import Migration

/// An admin's sign-in where the server's cannot be expressed in this file.
struct LoginUnsupported: TableRule {
  let info = RuleInfo("login-unsupported", .error, .logins, mend: "Use the users' own passwords, or another way of migration.")

  func observer(for table: Table) -> TableObserver? { table.server.access == .notExpressible ? Watch() : nil }

  private final class Watch: TableObserver {
    let wantsRows = true
    private var logins: [Range<Int>] = []
    private var first: RowPlace?
    private static let sampleSize = 1000

    func observe(_ row: Row, of table: Table, _ report: Report) {
      guard logins.count < Watch.sampleSize, let value = row.value(table.loginColumn), !value.isEmpty else { return }
      if first == nil { first = row.place }
      logins.append(value.range)
    }

    func finish(_ table: Table, _ report: Report) {
      guard let first, let range = logins.first, LoginLook.isAdminSignIn(logins, in: table) else { return }
      let advice = table.server.advice.map { "; \($0)" } ?? ""
      report.add(
        Message("{} opens no mailbox for an admin in this way{}", .text(table.server.title), .text(advice)), at: range, in: first,
        field: table.loginColumn)
    }
  }
}
