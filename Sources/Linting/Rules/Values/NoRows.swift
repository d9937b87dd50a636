import Layout

/// A header and nothing else.
struct NoRows: TableRule {
  let info = RuleInfo("no-rows", .error, .values, help: "Add a row for each mailbox.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.rowCount == 0, let header = context.layout.header, !header.isBroken else { return }
    report.add("header row without rows: nothing to migrate", at: header.range, in: header.place)
  }
}
