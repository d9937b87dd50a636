import Layout

/// The same target twice.
struct DuplicateMailbox: TableRule {
  let info = RuleInfo(
    "duplicate-mailbox", .error, .values, help: "Keep the row with the correct source and delete the other.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let column = context.layout.addressColumn, let known = context.layout.columns[column].known,
      known.uniqueness != .none || known.repeats != nil
    else { return }
    var counts: [Int: Int] = [:]
    for (row, first) in context.statistics.sameTargets {
      counts[first, default: 1] += 1
      guard let range = accessor.trimmedValue(column, ofRow: row),
        let earlier = accessor.trimmedValue(column, ofRow: first)
      else { continue }
      if let repeats = known.repeats, counts[first]! <= repeats.most {
        report.add(
          Message("duplicate mailbox `{}`: {}", .value(range), .text(repeats.reason)),
          at: range,
          in: context.rowIndex.place(ofRow: row), field: column, severity: .warning,
          related: .init(message: "first used here", range: earlier, place: context.rowIndex.place(ofRow: first)))
        continue
      }
      report.add(
        Message("duplicate mailbox `{}`, first used in row {}", .value(range), .number(first)), at: range,
        in: context.rowIndex.place(ofRow: row), field: column,
        related: .init(message: "first used here", range: earlier, place: context.rowIndex.place(ofRow: first)))
    }
  }
}
