/// The same target twice.
struct DuplicateMailbox: TableRule {
  let info = RuleInfo(
    "duplicate-mailbox", .error, .values, help: "Keep the row with the right source and delete the other.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let column = table.addressColumn, let known = table.columns[column].known,
      known.uniqueness != .none || known.repeats != nil
    else { return }
    var counts: [Int: Int] = [:]
    for (row, first) in table.statistics.sameTargets {
      counts[first, default: 1] += 1
      guard let range = accessor.trimmedValue(column, ofRow: row),
        let earlier = accessor.trimmedValue(column, ofRow: first)
      else { continue }
      if let repeats = known.repeats, counts[first]! <= repeats.most {
        collector.add(
          Message("the mailbox {} stands in an earlier row already: {}", .value(range), .text(repeats.reason)),
          at: range,
          in: table.rowIndex.place(ofRow: row), field: column, severity: .warning,
          related: .init(message: "it stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
        continue
      }
      collector.add(
        Message("the mailbox {} stands in row {} already", .value(range), .number(first)), at: range,
        in: table.rowIndex.place(ofRow: row), field: column,
        related: .init(message: "it stands here first", range: earlier, place: table.rowIndex.place(ofRow: first)))
    }
  }
}
