import Migration

/// A `UserRoot` on some rows only.
struct RootPartial: TableRule {
  let info = RuleInfo("root-partial", .warning, .roots, mend: "Fill UserRoot in on every row, or on none.")

  func observer(for table: Table) -> TableObserver? {
    table.rootColumn != nil && table.server.root == .optional ? Watch(table) : nil
  }

  private final class Watch: TableObserver {
    private let revisitor: Revisitor

    init(_ table: Table) { revisitor = Revisitor(table) }

    func finish(_ table: Table, _ report: Report) {
      guard table.tallies.rowsWithRoot > 0, let row = table.tallies.rowsWithoutRoot.first, let column = table.rootColumn,
        let range = revisitor.value(column, ofRow: row)
      else { return }
      report.add(Message("UserRoot is empty here, and filled on {} rows", .number(table.tallies.rowsWithRoot)), at: range, in: table.rowIndex.place(ofRow: row), field: column)
    }
  }
}
