/// The same target twice.
struct DuplicateMailbox: TableRule {
  let info = RuleInfo("duplicate-mailbox", .error, .values, mend: "Keep the row with the right source and delete the other.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard let column = table.addressColumn else { return }
    for (row, first) in table.tallies.sameTargets {
      guard let range = revisitor.trimmedValue(column, ofRow: row), let earlier = revisitor.trimmedValue(column, ofRow: first) else { continue }
      report.add(
        Message("the mailbox {} stands in row {} already", .value(range), .number(first)), at: range,
        in: table.rowIndex.place(ofRow: row), field: column,
        related: .init(message: "it stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
    }
  }
}
