/// A header and nothing else.
struct NoRows: TableRule {
  let info = RuleInfo("no-rows", .error, .values, mend: "Add a row for each mailbox.")

  func check(_ table: Table, _ revisitor: Revisitor, _ report: Report) {
    guard table.rowCount == 0, let header = table.header, !header.isBroken else { return }
    report.add("a header and no row: there is nothing to migrate", at: header.range, in: header.place)
  }
}
