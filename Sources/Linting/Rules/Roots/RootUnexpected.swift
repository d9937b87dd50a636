import Migration

/// A `UserRoot` that the server does not use.
struct RootUnexpected: TableRule {
  let info = RuleInfo("root-unexpected", .warning, .roots, help: "Delete the column UserRoot.")

  static func applies(to table: Table) -> Bool { table.rootColumn != nil && table.server.root == .unused }

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.server.root == .unused else { return }
    guard table.statistics.rowsWithRoot > 0, let header = table.header, let column = table.rootColumn,
      column < header.cells.count
    else { return }
    collector.add(
      Message("{} does not use UserRoot", .text(table.server.title)), at: header.cells[column].range, in: header.place,
      field: column)
  }
}
