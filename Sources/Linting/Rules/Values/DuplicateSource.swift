/// Two targets that would be filled from one source mailbox.
struct DuplicateSource: TableRule {
  let info = RuleInfo(
    "duplicate-source", .warning, .values,
    help: "Give each row its own sign-in name, or a UserRoot where one admin opens all mailboxes.")

  /// From this number of rows with one signInName and one password on, it is an admin's without a mailbox.
  private static let manyRows = 3

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard let column = table.signInColumn else { return }
    // By the first row of each signInName: the later ones.
    var later: [Int: [Int]] = [:]
    for (row, first) in table.statistics.sameSources
    where !hasRoot(row, table, accessor) && !table.statistics.haveSameTarget(row, first) {
      later[first, default: []].append(row)
    }
    for (first, rows) in later.sorted(by: { $0.key < $1.key }) {
      if rows.count + 1 >= DuplicateSource.manyRows, haveOnePassword([first] + rows, table, accessor) {
        guard let range = accessor.trimmedValue(column, ofRow: rows[0]) else { continue }
        collector.add(
          Message(
            "{} rows sign in as {} and name no mailbox: every target would be filled from one source",
            .number(rows.count + 1), .value(range)),
          at: range, in: table.rowIndex.place(ofRow: rows[0]), field: column, severity: .error,
          related: related(first, column, table, accessor))
        continue
      }
      for row in rows {
        guard let range = accessor.trimmedValue(column, ofRow: row) else { continue }
        collector.add(
          Message(
            "row {} signs in as {}, too: two mailboxes would be filled from one source", .number(first), .value(range)),
          at: range,
          in: table.rowIndex.place(ofRow: row), field: column, related: related(first, column, table, accessor))
      }
    }
  }

  private func hasRoot(_ row: Int, _ table: Table, _ accessor: RowAccessor) -> Bool {
    guard let root = table.rootColumn, let value = accessor.value(root, ofRow: row) else { return false }
    return !value.isEmpty
  }

  private func related(_ row: Int, _ column: Int, _ table: Table, _ accessor: RowAccessor) -> Finding.Related? {
    accessor.trimmedValue(column, ofRow: row).map {
      .init(message: "the same source stands here first", range: $0, place: table.rowIndex.place(ofRow: row))
    }
  }

  private func haveOnePassword(_ rows: [Int], _ table: Table, _ accessor: RowAccessor) -> Bool {
    guard let column = table.passwordColumn, let first = accessor.trimmedValue(column, ofRow: rows[0]) else {
      return true
    }
    return rows.allSatisfy { row in accessor.value(column, ofRow: row).map { sameBytes(table.base, first, $0) } ?? false
    }
  }
}
