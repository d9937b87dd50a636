/// A header and nothing else.
struct NoRows: TableRule {
  let info = RuleInfo("no-rows", .error, .values, mend: "Add a row for each mailbox.")

  func observer(for table: Table) -> TableObserver? { Watch() }

  private final class Watch: TableObserver {
    func finish(_ table: Table, _ report: Report) {
      guard table.rowCount == 0, let header = table.header, !header.isBroken else { return }
      report.add("a header and no row: there is nothing to migrate", at: header.range, in: header.place)
    }
  }
}
