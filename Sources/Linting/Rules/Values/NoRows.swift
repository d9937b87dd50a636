/// A header and nothing else.
struct NoRows: TableRule {
  let info = RuleInfo("no-rows", .error, .values, help: "Add a row for each mailbox.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.rowCount == 0, let header = table.header, !header.isBroken else { return }
    collector.add("a header and no row: there is nothing to migrate", at: header.range, in: header.place)
  }
}
