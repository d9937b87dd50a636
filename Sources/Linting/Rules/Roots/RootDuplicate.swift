import Migration

/// Two rows that copy the same source folder.
struct RootDuplicate: TableRule {
  let info = RuleInfo("root-duplicate", .error, .roots, help: "Give each row the root of its own mailbox.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let column = table.rootColumn else { return }
    for (row, first) in table.statistics.sameSources where !table.statistics.haveSameTarget(row, first) {
      guard let range = accessor.trimmedValue(column, ofRow: row), !range.isEmpty,
        let earlier = accessor.trimmedValue(column, ofRow: first)
      else { continue }
      collector.add(
        Message("row {} copies {}, too", .number(first), .value(range)), at: range,
        in: table.rowIndex.place(ofRow: row), field: column,
        related: .init(
          message: "the same root stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
    }
  }
}
