import Migration

/// The server needs `UserRoot`, and it is not there.
struct RootMissing: TableRule {
  let info = RuleInfo("root-missing", .error, .roots, mend: "Fill UserRoot in: where the mailbox lies under the shared folders, such as /users/alberta.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.server.root == .required, table.kind.columns.contains(where: { $0.holds == .root }) else { return }
    guard signsInAsAdmin(table) else { return }
    guard let column = table.rootColumn else {
      guard let header = table.header else { return }
      report.add(Message("{} needs the column UserRoot: the admin alone says nothing of the mailbox", .text(table.server.title)), at: header.range, in: header.place)
      return
    }
    for row in table.tallies.rowsWithoutRoot {
      guard let range = revisitor.value(column, ofRow: row) else { continue }
      report.add(Message("UserRoot is empty, and {} opens no mailbox without it", .text(table.server.title)), at: range, in: table.rowIndex.place(ofRow: row), field: column)
    }
  }

  /// One name signs in on nearly all rows; users' own names need no root.
  private func signsInAsAdmin(_ table: Table) -> Bool {
    if table.options.admin != nil || table.tallies.rowsWithRoot > 0 { return true }
    let admins = table.tallies.admins
    return admins.total >= 2 && (admins.choices.map(\.rows.count).max() ?? 0) * 10 >= admins.total * 9
  }
}
