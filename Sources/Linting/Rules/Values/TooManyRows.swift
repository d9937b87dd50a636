import Layout

/// More rows than the service takes in one file.
struct TooManyRows: TableRule {
  let info = RuleInfo("too-many-rows", .error, .values, help: "Split the file with `batchlint split`.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let limit = context.layout.kind.maximumRows, context.rowCount > limit,
      let range = accessor.range(ofRow: limit + 1)
    else {
      return adviseFewer(context, accessor, report)
    }
    report.add(
      Message("row limit exceeded: the service accepts at most {} rows per file", .number(limit)), at: range,
      in: context.rowIndex.place(ofRow: limit + 1), service: .tooManyRows(limit: limit))
  }

  private func adviseFewer(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let advised = context.layout.kind.advisedRows, context.rowCount > advised.most,
      let range = accessor.range(ofRow: advised.most + 1)
    else { return }
    report.add(
      Message("row {}: {}", .number(advised.most + 1), .text(advised.reason)), at: range,
      in: context.rowIndex.place(ofRow: advised.most + 1), severity: .warning)
  }
}
