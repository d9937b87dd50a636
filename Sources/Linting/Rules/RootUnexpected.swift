import Migration

/// A `UserRoot` that the server does not use.
struct RootUnexpected: TableRule {
  let info = RuleInfo("root-unexpected", .warning, .roots, mend: "Delete the column UserRoot.")

  static func applies(to table: Table) -> Bool { table.rootColumn != nil && table.server.root == .unused }

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.server.root == .unused else { return }
    guard table.tallies.rowsWithRoot > 0, let header = table.header, let column = table.rootColumn, column < header.headings.count else { return }
    report.add(Message("{} does not use UserRoot", .text(table.server.title)), at: header.headings[column].range, in: header.place, field: column)
  }
}
