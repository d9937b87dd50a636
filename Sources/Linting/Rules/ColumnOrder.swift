/// The columns stand in another order than the kind fixes.
struct ColumnOrder: HeaderRule {
  let info = RuleInfo("column-order", .error, .header, mend: "Bring the columns into the order of the documentation.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard table.kind.order == .exact, !header.isMissing, !header.isUnexpected else { return }
    let meant = header.headings.map(\.meaning.column)
    guard meant.count == Set(meant).count, !meant.contains(nil) else { return }
    let wanted = meant.compactMap { $0 }.sorted()
    guard let index = meant.indices.first(where: { meant[$0] != wanted[$0] }) else { return }
    report.add(
      Message("{} stands here; the service wants {}: the order is fixed", .value(header.headings[index].range), .text(table.kind.columns[wanted[index]].name)),
      at: header.headings[index].range, in: header.place, field: index)
  }
}
