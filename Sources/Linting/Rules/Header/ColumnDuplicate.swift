import Layout

/// The same cell twice.
struct ColumnDuplicate: HeaderRule {
  let info = RuleInfo(
    "column-duplicate", .error, .header, help: "Keep the column with the correct values and delete the other.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.namesColumns(of: context.layout) else { return }
    for (index, cell) in header.cells.enumerated() {
      guard let earlier = cell.repeats else { continue }
      report.add(
        Message("duplicate column `{}`", .value(cell.range)), at: cell.range, in: header.place, field: index,
        related: .init(message: "first used here", range: header.cells[earlier].range, place: header.place))
    }
  }
}
