import Layout

/// Two targets that would be filled from one source mailbox.
struct DuplicateSource: TableRule {
  let info = RuleInfo(
    "duplicate-source", .warning, .values,
    help: "Write one sign-in name per mailbox, or add `UserRoot` if one admin opens all mailboxes.")

  /// From this number of rows with one sign-in name and one password on, it is an admin's without a mailbox.
  private static let manyRows = 3

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let column = context.layout.signInColumn else { return }
    // By the first row of each signInName: the later ones.
    var later: [Int: [Int]] = [:]
    for (row, first) in context.statistics.sameSources
    where !hasRoot(row, context, accessor) && !context.statistics.haveSameTarget(row, first) {
      later[first, default: []].append(row)
    }
    for (first, rows) in later.sorted(by: { $0.key < $1.key }) {
      if rows.count + 1 >= DuplicateSource.manyRows, haveOnePassword([first] + rows, context, accessor) {
        guard let range = accessor.trimmedValue(column, ofRow: rows[0]) else { continue }
        report.add(
          Message(
            "{} rows sign in as `{}` without selecting a mailbox: `UserRoot` is missing",
            .number(rows.count + 1), .value(range)),
          at: range, in: context.rowIndex.place(ofRow: rows[0]), field: column, severity: .error,
          related: related(first, column, context, accessor))
        continue
      }
      for row in rows {
        guard let range = accessor.trimmedValue(column, ofRow: row) else { continue }
        report.add(
          Message(
            "duplicate sign-in name `{}`, first used in row {}: both targets would receive the same mail",
            .value(range), .number(first)),
          at: range,
          in: context.rowIndex.place(ofRow: row), field: column, related: related(first, column, context, accessor))
      }
    }
  }

  private func hasRoot(_ row: Int, _ context: LintContext, _ accessor: RowAccessor) -> Bool {
    guard let root = context.layout.rootColumn, let value = accessor.value(root, ofRow: row) else { return false }
    return !value.isEmpty
  }

  private func related(_ row: Int, _ column: Int, _ context: LintContext, _ accessor: RowAccessor) -> Finding.Related? {
    accessor.trimmedValue(column, ofRow: row).map {
      .init(message: "first used here", range: $0, place: context.rowIndex.place(ofRow: row))
    }
  }

  private func haveOnePassword(_ rows: [Int], _ context: LintContext, _ accessor: RowAccessor) -> Bool {
    guard let column = context.layout.passwordColumn, let first = accessor.trimmedValue(column, ofRow: rows[0]) else {
      return true
    }
    return rows.allSatisfy { row in
      accessor.value(column, ofRow: row).map { sameBytes(context.layout.base, first, $0) } ?? false
    }
  }
}
