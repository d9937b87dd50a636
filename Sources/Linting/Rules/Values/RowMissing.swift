import Layout
import Migration

/// A row that every such file must have.
struct RowMissing: TableRule {
  let info = RuleInfo("row-missing", .error, .values, help: "Add the row.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.rowCount > 0 else { return }
    for (index, column) in context.layout.columns.enumerated() {
      guard let known = column.known, !known.neededValues.isEmpty else { continue }
      let present = Set(accessor.values(index).map { context.layout.key($0.range, .anyCase) })
      guard let place = accessor.range(ofRow: 1) else { continue }
      for value in known.neededValues where !present.contains(value.lowercased()) {
        report.add(
          Message("required row missing: no row has `{}` in `{}`", .text(value), .text(known.name)),
          at: place.lowerBound..<place.lowerBound,
          in: context.rowIndex.place(ofRow: 1))
      }
    }
  }
}
