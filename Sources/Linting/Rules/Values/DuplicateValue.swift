import Migration

/// The same value twice in a column whose values must differ, where that is not a mailbox; or the same values in
/// several.
struct DuplicateValue: TableRule {
  let info = RuleInfo("duplicate-value", .error, .values, help: "Keep one of the rows, or correct the value.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    for (index, column) in table.columns.enumerated() where index != table.addressColumn {
      guard let known = column.known, known.uniqueness != .none else { continue }
      check([index], known.uniqueness, table, accessor, collector)
    }
    for group in table.kind.uniqueTogether {
      let names = group.map { table.kind.columns[$0].name }
      let indices = names.compactMap { name in table.columns.firstIndex { $0.known?.name == name } }
      if indices.count == names.count { check(indices, .caseSensitive, table, accessor, collector) }
    }
  }

  private func check(
    _ columns: [Int], _ uniqueness: Kind.Uniqueness, _ table: Table, _ accessor: RowAccessor,
    _ collector: FindingCollector
  ) {
    var firsts: [[String]: Int] = [:]
    for row in stride(from: 1, through: table.rowCount, by: 1) {
      let ranges = columns.compactMap { accessor.meaning($0, ofWholeRow: row) }
      guard ranges.count == columns.count, ranges.contains(where: { !$0.isEmpty }) else { continue }
      let key = ranges.map { table.key($0, uniqueness) }
      let first = firsts[key, default: row]
      firsts[key] = first
      guard first != row, let earlier = accessor.meaning(columns[0], ofWholeRow: first) else { continue }
      let message =
        columns.count == 1
        ? Message("{} stands in row {} already", .value(ranges[0]), .number(first))
        : Message(
          "row {} has the same values of {}", .number(first),
          .text(columns.map { table.columns[$0].name }.joined(separator: " and ")))
      collector.add(
        message, at: ranges[0], in: table.rowIndex.place(ofRow: row), field: columns[0],
        related: .init(message: "it stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
    }
  }
}

extension Table {
  /// What two values have in common that count as the same.
  func key(_ range: Range<Int>, _ uniqueness: Kind.Uniqueness) -> String {
    let text = text(range)
    return uniqueness == .caseSensitive ? text : text.lowercased()
  }
}
