import Migration

/// The server needs `UserRoot`, and it is not there.
struct RootMissing: TableRule {
  let info = RuleInfo(
    "root-missing", .error, .roots,
    help: "Fill UserRoot in: where the mailbox lies under the shared folders, such as /users/alberta.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.server.root == .required, table.kind.columns.contains(where: { $0.role == .root }) else { return }
    guard signsInAsAdmin(table) else { return }
    guard let column = table.rootColumn else {
      guard let header = table.header else { return }
      collector.add(
        Message("{} needs the column UserRoot: the admin alone says nothing of the mailbox", .text(table.server.title)),
        at: header.range, in: header.place)
      return
    }
    for row in table.statistics.rowsWithoutRoot {
      guard let range = accessor.value(column, ofRow: row) else { continue }
      collector.add(
        Message("UserRoot is empty, and {} opens no mailbox without it", .text(table.server.title)), at: range,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }

  /// One name signs in on nearly all rows; users' own names need no root.
  private func signsInAsAdmin(_ table: Table) -> Bool {
    if table.options.admin != nil || table.statistics.rowsWithRoot > 0 { return true }
    let admins = table.statistics.admins
    return admins.total >= 2 && (admins.choices.map(\.rows.count).max() ?? 0) * 10 >= admins.total * 9
  }
}
