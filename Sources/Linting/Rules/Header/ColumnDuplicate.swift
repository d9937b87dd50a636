/// The same cell twice.
struct ColumnDuplicate: HeaderRule {
  let info = RuleInfo(
    "column-duplicate", .error, .header, help: "Keep the column that holds the right values and delete the other.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.namesColumns(of: table) else { return }
    for (index, cell) in header.cells.enumerated() {
      guard let earlier = cell.repeats else { continue }
      collector.add(
        Message("the column “{}” stands twice", .value(cell.range)), at: cell.range, in: header.place, field: index,
        related: .init(message: "it stands here already", range: header.cells[earlier].range, place: header.place))
    }
  }
}
