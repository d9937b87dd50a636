import Layout

/// The same target twice, or, where the recipients are known, two addresses of one.
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
    checkRecipients(context, accessor, column, report)
  }

  /// Two addresses of one recipient; equal ones are reported already.
  private func checkRecipients(
    _ context: LintContext, _ accessor: RowAccessor, _ column: Int, _ report: RuleReporter
  ) {
    guard let matches = context.recipientMatches, let directory = context.options.recipients,
      context.layout.columns[column].known?.repeats == nil
    else { return }
    // By recipient: the first row that it is the target of; 0 for none.
    var firstRows = [Int32](repeating: 0, count: directory.count)
    for row in stride(from: 1, through: context.rowCount, by: 1) {
      guard let recipient = matches.match(ofRow: row).recipient else { continue }
      let first = Int(firstRows[recipient])
      guard first > 0 else {
        firstRows[recipient] = Int32(row)
        continue
      }
      guard let range = accessor.trimmedValue(column, ofRow: row),
        let earlier = accessor.trimmedValue(column, ofRow: first),
        !sameName(context.layout.base, range, earlier)
      else { continue }
      report.add(
        Message("duplicate mailbox `{}`: another address of row {}'s", .value(range), .number(first)), at: range,
        in: context.rowIndex.place(ofRow: row), field: column,
        related: .init(message: "first used here", range: earlier, place: context.rowIndex.place(ofRow: first)))
    }
  }
}
