import Migration

/// A `UserRoot` that the server does not use.
struct RootUnexpected: TableRule {
  let info = RuleInfo("root-unexpected", .warning, .roots, mend: "Delete the column UserRoot.")

  func observer(for table: Table) -> TableObserver? { RootUnexpected.applies(to: table) ? Watch() : nil }

  static func applies(to table: Table) -> Bool { table.rootColumn != nil && table.server.root == .unused }

  private final class Watch: TableObserver {
    func finish(_ table: Table, _ report: Report) {
      guard table.tallies.rowsWithRoot > 0, let header = table.header, let column = table.rootColumn, column < header.headings.count else { return }
      report.add(Message("{} does not use UserRoot", .text(table.server.title)), at: header.headings[column].range, in: header.place, field: column)
    }
  }
}
