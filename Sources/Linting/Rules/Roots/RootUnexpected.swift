import Layout
import Migration

/// A `UserRoot` that the server does not use.
struct RootUnexpected: TableRule {
  let info = RuleInfo("root-unexpected", .warning, .roots, traits: .systematic, help: "Delete the column `UserRoot`.")

  static func applies(to context: LintContext) -> Bool {
    context.layout.rootColumn != nil && context.layout.server.root == .unused
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.server.root == .unused else { return }
    guard context.statistics.rowsWithRoot > 0, let header = context.layout.header,
      let column = context.layout.rootColumn,
      column < header.cells.count
    else { return }
    report.add(
      Message(
        "unused column `UserRoot`: {} selects the mailbox by the sign-in name", .text(context.layout.server.title)),
      at: header.cells[column].range,
      in: header.place,
      field: column)
  }
}
