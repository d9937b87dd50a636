import Layout
import Migration
import YAML

/// Another admin than the one that opens all the mailboxes.
struct LoginAdmin: TableRule {
  let info = RuleInfo(
    "login-admin", .error, .signInNames, traits: .systematic, help: "Write the same admin as in the other rows.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let column = context.layout.signInColumn else { return }
    let reversed = Set(LoginReversed.rows(context))
    if let admin = context.options.admin {
      for row in context.statistics.admins.rows(where: { context.layout.text($0) != admin })
      where !reversed.contains(row) {
        add("unexpected admin `{}`", row, column, nil, context, report, accessor)
      }
    } else {
      for row in slips(context) where !reversed.contains(row) {
        add("admin `{}` differs from nearly all other rows", row, column, .warning, context, report, accessor)
      }
    }
  }

  /// The rows whose admin is a possible typo for the common one, or occurs nowhere else; an admin of several rows is
  /// another admin.
  private func slips(_ context: LintContext) -> [Int] {
    guard let common = context.statistics.admins.deviants()?.common else { return [] }
    let name = Array(context.layout.bytes(common))
    return context.statistics.admins.choices.filter { choice in
      choice.range != common
        && (choice.rows.count == 1 || editDistance(Array(context.layout.bytes(choice.range)), name) <= 2)
    }.flatMap(\.rows.numbers).sorted()
  }

  private func add(
    _ template: String, _ row: Int, _ column: Int, _ severity: Severity?, _ context: LintContext,
    _ report: RuleReporter,
    _ accessor: RowAccessor
  ) {
    guard let range = accessor.value(column, ofRow: row), let admin = context.layout.signInName(range)?.admin else {
      return
    }
    let place = range.lowerBound + admin.lowerBound..<range.lowerBound + admin.upperBound
    report.add(
      Message(template, .value(place)), at: place, in: context.rowIndex.place(ofRow: row), field: column,
      severity: severity)
  }
}
