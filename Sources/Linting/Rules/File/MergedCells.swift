import Layout

/// Merged cells in the table of a workbook: all but the first are empty.
struct MergedCells: TableRule {
  let info = RuleInfo("merged-cells", .error, .file, help: "Unmerge the cells and enter the value of each row.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let origin = context.layout.document.origin else { return }
    for range in origin.facts.mergedCells
    where (range.first.column...range.last.column).overlaps(origin.columns) {
      guard
        let (place, value) = context.place(inRows: range.first.row...range.last.row, column: range.first.column),
        place.start >= context.layout.header?.place.start ?? context.layout.rowsStart
      else { continue }
      let column = place.row == nil ? nil : range.first.column - origin.columns.lowerBound
      report.add(
        Message("merged cells {}: only the first contains a value", .text(range.description)),
        at: value, in: place, field: column.flatMap { context.layout.columns.indices.contains($0) ? $0 : nil })
    }
  }
}
