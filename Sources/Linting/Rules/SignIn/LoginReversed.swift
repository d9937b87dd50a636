import CSV
import Migration

/// Mailbox and admin exchanged.
struct LoginReversed: TableRule, FixingRule {
  let info = RuleInfo("login-reversed", .error, .signInNames, help: "Exchange the two names.")

  /// In fewer rows an admin is not told from a mailbox that several people share.
  private static let manyRows = 5

  /// The admin whose name stands in the mailbox's place: the user's word, else the one of nine in ten rows;
  /// and the rows where it does.
  static func rows(_ table: Table) -> [Int] {
    let statistics = table.statistics
    if let admin = table.options.admin {
      return statistics.users.rows { table.text($0) == admin }
    }
    if let common = statistics.admins.deviants()?.common {
      return statistics.users.rows { sameBytes(table.base, $0, common) }
    }
    // All rows alike: the mailbox is always the same, the admin never.
    guard statistics.users.total >= 2, let common = statistics.users.choices.max(by: { $0.rows.count < $1.rows.count }),
      common.rows.count * 10 >= statistics.users.total * 9,
      (statistics.admins.choices.map(\.rows.count).max() ?? 0) * 2 <= statistics.admins.total
    else { return [] }
    return common.rows.map(Int.init)
  }

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.forms.contains(where: \.hasAdminAndUser) else { return }
    guard let column = table.signInColumn else { return }
    for row in LoginReversed.rows(table) {
      guard let range = accessor.value(column, ofRow: row), let signInName = table.signInName(range),
        signInName.admin != signInName.user
      else { continue }
      let admin = range.lowerBound + signInName.user.lowerBound..<range.lowerBound + signInName.user.upperBound
      collector.add(
        Message("mailbox and admin are exchanged: {} stands where the mailbox belongs", .value(admin)), at: range,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let table = fixer.table
    guard let signInName = table.signInName(finding.range), let admin = signInName.admin else { return nil }
    let parts = [signInName.user, admin].map {
      $0.lowerBound + finding.range.lowerBound..<$0.upperBound + finding.range.lowerBound
    }
    let edits = [Fix.Edit(parts[0], Array(table.bytes(parts[1]))), Fix.Edit(parts[1], Array(table.bytes(parts[0])))]
    let isKnown = table.options.admin != nil || table.statistics.admins.total >= LoginReversed.manyRows
    let isSafe = isKnown && fixer.isMailbox(table.bytes(parts[1]), of: finding)
    return Fix("exchange mailbox and admin", isSafe: isSafe, edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }
}
