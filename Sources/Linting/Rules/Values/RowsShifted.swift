import Layout

/// One column slipped against the others, or was sorted without them.
struct RowsShifted: TableRule {
  let info = RuleInfo(
    "rows-shifted", .error, .values,
    help: "Export the list again, and sort whole rows, never a single column.")

  /// The names of one column stand in the other in another order, or one row further.
  static func isShifted(_ context: LintContext) -> Bool {
    let statistics = context.statistics
    let apart = statistics.disagreeingLogins.count + statistics.disagreeingRoots.count
    let total = apart + statistics.agreeingLogins + statistics.agreeingRoots
    guard total >= FileStatistics.enough, apart >= 2 else { return false }
    if statistics.addressSum == statistics.loginSum { return true }
    return apart >= 3 && statistics.neighbours * 10 >= apart * 8
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard RowsShifted.isShifted(context) else { return }
    let statistics = context.statistics
    let isRoot = statistics.disagreeingLogins.isEmpty
    guard let row = (statistics.disagreeingLogins + statistics.disagreeingRoots).min(),
      let column = isRoot ? context.layout.rootColumn : context.layout.signInColumn,
      let range = accessor.value(column, ofRow: row)
    else { return }
    let count = statistics.disagreeingLogins.count + statistics.disagreeingRoots.count
    report.add(
      Message(
        "shifted rows: from here on, {} rows have the {} of another mailbox",
        .number(count), .text(isRoot ? "root" : "sign-in name")),
      at: range, in: context.rowIndex.place(ofRow: row), field: column)
  }
}
