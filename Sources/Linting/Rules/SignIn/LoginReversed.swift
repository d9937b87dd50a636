import CSV
import Layout
import Migration

/// Mailbox and admin swapped.
struct LoginReversed: TableRule, FixingRule {
  let info = RuleInfo(
    "login-reversed", .error, .signInNames, fixPriority: 330, traits: .systematic, help: "Swap the two names.")

  /// In fewer rows an admin is not told from a mailbox that several people share.
  private static let manyRows = 5

  /// The rows with an admin in the mailbox position: the admin that the user named, else the one of nine in ten rows.
  static func rows(_ context: LintContext) -> [Int] {
    let statistics = context.statistics
    if let admin = context.options.admin {
      return statistics.users.rows { context.layout.text($0) == admin }
    }
    if let common = statistics.admins.deviants()?.common {
      return statistics.users.rows { sameBytes(context.layout.base, $0, common) }
    }
    // All rows alike: the mailbox is always the same, the admin never.
    guard statistics.users.total >= 2, let common = statistics.users.choices.max(by: { $0.rows.count < $1.rows.count }),
      common.rows.count * 10 >= statistics.users.total * 9,
      (statistics.admins.choices.map(\.rows.count).max() ?? 0) * 2 <= statistics.admins.total
    else { return [] }
    return common.rows.numbers
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.forms.contains(where: \.hasAdminAndUser) else { return }
    guard let column = context.layout.signInColumn else { return }
    for row in LoginReversed.rows(context) {
      guard let range = accessor.value(column, ofRow: row), let signInName = context.layout.signInName(range),
        signInName.admin != signInName.user
      else { continue }
      let admin = range.lowerBound + signInName.user.lowerBound..<range.lowerBound + signInName.user.upperBound
      report.add(
        Message("mailbox and admin are swapped: `{}` is in the mailbox position", .value(admin)), at: range,
        in: context.rowIndex.place(ofRow: row), field: column)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let context = fixer.context
    guard let signInName = context.layout.signInName(finding.range), let admin = signInName.admin else { return nil }
    let parts = [signInName.user, admin].map {
      $0.lowerBound + finding.range.lowerBound..<$0.upperBound + finding.range.lowerBound
    }
    let edits = [
      Fix.Edit(parts[0], Array(context.layout.bytes(parts[1]))),
      Fix.Edit(parts[1], Array(context.layout.bytes(parts[0]))),
    ]
    let isKnown = context.options.admin != nil || context.statistics.admins.total >= LoginReversed.manyRows
    let isSafe = isKnown && fixer.isMailbox(context.layout.bytes(parts[1]), of: finding)
    return Fix("Swap mailbox and admin", isSafe: isSafe, edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
  }
}
