import Migration

/// A row that every such file must have.
struct RowMissing: TableRule {
  let info = RuleInfo("row-missing", .error, .values, help: "Add the row.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.rowCount > 0 else { return }
    for (index, column) in table.columns.enumerated() {
      guard let known = column.known, !known.neededValues.isEmpty else { continue }
      let present = Set(accessor.values(index).map { table.key($0.range, .anyCase) })
      guard let place = accessor.range(ofRow: 1) else { continue }
      for value in known.neededValues where !present.contains(value.lowercased()) {
        collector.add(
          Message("no row has {} in the column {}", .text(value), .text(known.name)),
          at: place.lowerBound..<place.lowerBound,
          in: table.rowIndex.place(ofRow: 1))
      }
    }
  }
}
