import Layout
import Migration

/// The server needs `UserRoot`, and it is not there.
struct RootMissing: TableRule {
  let info = RuleInfo(
    "root-missing", .error, .roots,
    traits: .systematic,
    help: "Add `UserRoot`, the path of the mailbox in the shared folders, such as `/users/alberta`.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.server.root == .required, context.layout.kind.columns.contains(where: { $0.role == .root })
    else { return }
    guard signsInAsAdmin(context) else { return }
    guard let column = context.layout.rootColumn else {
      guard let header = context.layout.header else { return }
      report.add(
        Message(
          "missing column `UserRoot`; {} requires it to select the mailbox",
          .text(context.layout.server.title)),
        at: header.range, in: header.place)
      return
    }
    for row in context.statistics.rowsWithoutRoot {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      report.add(
        Message("empty `UserRoot`; {} requires it to select the mailbox", .text(context.layout.server.title)),
        at: range,
        in: context.rowIndex.place(ofRow: row), field: column)
    }
  }

  /// One name signs in on nearly all rows; users' own names need no root.
  private func signsInAsAdmin(_ context: LintContext) -> Bool {
    if context.options.admin != nil || context.statistics.rowsWithRoot > 0 { return true }
    let admins = context.statistics.admins
    return admins.total >= 2 && (admins.choices.map(\.rows.count).max() ?? 0) * 10 >= admins.total * 9
  }
}
