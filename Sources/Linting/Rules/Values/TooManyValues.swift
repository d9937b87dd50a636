import Layout
import Migration

/// More different values in a column than the service takes in one file.
struct TooManyValues: TableRule {
  let info = RuleInfo("too-many-values", .error, .values, help: "Use fewer distinct values in this column.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    for (index, column) in context.layout.columns.enumerated() {
      guard let distinct = column.known?.distinct else { continue }
      var known: Set<String> = []
      var last: (row: Int, range: Range<Int>, isNew: Bool)?
      for (row, range) in accessor.values(index) {
        let isNew = known.insert(context.layout.key(range, .anyCase)).inserted
        last = (row, range, isNew)
        guard known.count > distinct.most else { continue }
        report.add(
          Message(
            "value `{}` exceeds the limit of {} distinct values in a file", .value(range),
            .number(distinct.most)), at: range,
          in: context.rowIndex.place(ofRow: row), field: index)
        break
      }
      guard distinct.endsWithNew, known.count == distinct.most, let last, !last.isNew else { continue }
      report.add(
        Message(
          "with {} distinct values, the last one must not occur earlier; `{}` does",
          .number(distinct.most), .value(last.range)),
        at: last.range, in: context.rowIndex.place(ofRow: last.row), field: index)
    }
  }
}
