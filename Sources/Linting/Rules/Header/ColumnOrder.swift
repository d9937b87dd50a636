import CSV

/// The columns stand in another order than the kind fixes.
struct ColumnOrder: HeaderRule, FixingRule {
  let info = RuleInfo("column-order", .error, .header, help: "Bring the columns into the order of the documentation.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard table.kind.order == .exact, header.namesColumns(of: table) else { return }
    let meant = header.cells.map(\.meaning.column)
    guard meant.count == Set(meant).count, !meant.contains(nil) else { return }
    let wanted = meant.compactMap { $0 }.sorted()
    guard let index = meant.indices.first(where: { meant[$0] != wanted[$0] }) else { return }
    collector.add(
      Message(
        "{} stands here; the service wants {}: the order is fixed", .value(header.cells[index].range),
        .text(table.kind.columns[wanted[index]].name)),
      at: header.cells[index].range, in: header.place, field: index)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let meant = fixer.table.header?.cells.map({ $0.meaning.column ?? 0 }) else { return nil }
    let order = meant.indices.sorted { meant[$0] < meant[$1] }
    var edits: [Fix.Edit] = []
    let isSound = fixer.records { reader, _ in
      guard reader.count == order.count, reader.flags.isDisjoint(with: .quoteDefect) else { return false }
      let texts = order.map { Array(fixer.table.bytes(reader.fields[$0].whole)) }
      edits.append(Fix.Edit(reader.start..<reader.end, Array(texts.joined(separator: [reader.delimiter]))))
      return true
    }
    return isSound ? Fix("bring the columns into order", isSafe: true, edits) : nil
  }
}
