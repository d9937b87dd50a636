import Migration

/// Two rows that copy the same source folder.
struct RootDuplicate: TableRule {
  let info = RuleInfo("root-duplicate", .error, .roots, mend: "Give each row the root of its own mailbox.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard let column = table.rootColumn else { return }
    for (row, first) in table.tallies.sameSources where !table.tallies.haveSameTarget(row, first) {
      guard let range = revisitor.trimmedValue(column, ofRow: row), !range.isEmpty, let earlier = revisitor.trimmedValue(column, ofRow: first) else { continue }
      report.add(
        Message("row {} copies {}, too", .number(first), .value(range)), at: range, in: table.rowIndex.place(ofRow: row), field: column,
        related: .init(message: "the same root stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
    }
  }
}
