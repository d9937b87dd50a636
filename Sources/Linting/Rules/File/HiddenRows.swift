import Layout

/// Hidden rows or columns of a workbook, which a CSV file made from it contains as well.
struct HiddenRows: TableRule {
  let info = RuleInfo(
    "hidden-rows", .warning, .file, help: "Show the hidden cells and delete what must not be migrated.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let origin = context.layout.document.origin else { return }
    let rows = origin.facts.hiddenRows
    if let first = rows.first, let found = context.place(inRows: first, column: origin.columns.lowerBound) {
      let count = rows.reduce(0) { $0 + $1.count }
      add(count, origin.facts.isFiltered ? "filtered row" : "hidden row", found.range.lowerBound, found.place, report)
    }
    let columns = origin.facts.hiddenColumns.filter { $0.overlaps(origin.columns) }.map {
      $0.clamped(to: origin.columns)
    }
    if let first = columns.first, let found = context.place(inRows: 1...Int(Int32.max), column: first.lowerBound) {
      add(columns.reduce(0) { $0 + $1.count }, "hidden column", found.range.lowerBound, found.place, report)
    }
  }

  private func add(_ count: Int, _ what: String, _ start: Int, _ place: RowPlace, _ report: RuleReporter) {
    let verb = count == 1 ? "includes it" : "includes them"
    report.add(
      Message("{}: a CSV file \(verb)", .text(count == 1 ? "1 \(what)" : "\(count) \(what)s")), at: start..<start,
      in: place)
  }
}
