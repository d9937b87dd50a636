import CSV
import Migration

/// Mailbox and admin exchanged.
struct LoginReversed: TableRule, FixingRule {
  let info = RuleInfo("login-reversed", .error, .logins, mend: "Exchange the two names.")

  /// In fewer rows an admin is not told from a mailbox that several people share.
  private static let manyRows = 5

  /// The admin whose name stands in the mailbox's place: the user's word, else the one of nine in ten rows;
  /// and the rows where it does.
  static func rows(_ table: Table) -> [Int] {
    let tallies = table.tallies
    if let admin = table.options.admin {
      return tallies.users.rows { table.text($0) == admin }
    }
    if let common = tallies.admins.deviants()?.common {
      return tallies.users.rows { sameBytes(table.base, $0, common) }
    }
    // All rows alike: the mailbox is always the same, the admin never.
    guard tallies.users.total >= 2, let common = tallies.users.choices.max(by: { $0.rows.count < $1.rows.count }),
      common.rows.count * 10 >= tallies.users.total * 9,
      (tallies.admins.choices.map(\.rows.count).max() ?? 0) * 2 <= tallies.admins.total
    else { return [] }
    return common.rows.map(Int.init)
  }

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.forms.contains(where: \.hasAdminAndUser) else { return }
    guard let column = table.loginColumn else { return }
    for row in LoginReversed.rows(table) {
      guard let range = revisitor.value(column, ofRow: row), let login = table.login(range), login.admin != login.user else { continue }
      let admin = range.lowerBound + login.user.lowerBound..<range.lowerBound + login.user.upperBound
      report.add(Message("mailbox and admin are exchanged: {} stands where the mailbox belongs", .value(admin)), at: range, in: table.rowIndex.place(ofRow: row), field: column)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let table = fixer.table
    guard let login = table.login(finding.range), let admin = login.admin else { return nil }
    let parts = [login.user, admin].map { $0.lowerBound + finding.range.lowerBound..<$0.upperBound + finding.range.lowerBound }
    let edits = [Fix.Edit(parts[0], Array(table.bytes(parts[1]))), Fix.Edit(parts[1], Array(table.bytes(parts[0])))]
    let isKnown = table.options.admin != nil || table.tallies.admins.total >= LoginReversed.manyRows
    let isSafe = isKnown && fixer.isMailbox(table.bytes(parts[1]), of: finding)
    return Fix("exchange mailbox and admin", isSafe: isSafe, edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }
}
