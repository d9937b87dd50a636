import Layout
import Migration

/// A `UserRoot` on some rows only.
struct RootPartial: TableRule {
  let info = RuleInfo("root-partial", .warning, .roots, help: "Fill in `UserRoot` in every row, or in none.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.layout.server.root == .optional else { return }
    guard context.statistics.rowsWithRoot > 0, let row = context.statistics.rowsWithoutRoot.first,
      let column = context.layout.rootColumn,
      let range = accessor.value(column, ofRow: row)
    else { return }
    report.add(
      Message("empty `UserRoot`, although {} rows have one", .number(context.statistics.rowsWithRoot)), at: range,
      in: context.rowIndex.place(ofRow: row), field: column)
  }
}
