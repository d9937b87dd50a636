import Migration

/// The root's last part is not the row's mailbox, while the others' are.
struct RootMailbox: TableRule {
  let info = RuleInfo("root-mailbox", .warning, .roots, mend: "Make sure that the root is that of the mailbox that belongs to the row's address.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    let tallies = table.tallies
    let total = tallies.agreeingRoots + tallies.disagreeingRoots.count
    guard let column = table.rootColumn, !tallies.disagreeingRoots.isEmpty, Tallies.most(tallies.agreeingRoots, of: total), !RowsShifted.isShifted(table) else { return }
    for row in tallies.disagreeingRoots {
      guard let range = revisitor.trimmedValue(column, ofRow: row), let last = RootLook.lastPart(table.base, range) else { continue }
      report.add(
        Message("the root is that of {}, not of this row's address, as it is in nearly all rows", .value(last)), at: last,
        in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
