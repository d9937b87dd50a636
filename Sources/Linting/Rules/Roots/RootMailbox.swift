import Layout
import Migration

/// The root's last part is not the row's mailbox, while the others' are.
struct RootMailbox: TableRule {
  let info = RuleInfo(
    "root-mailbox", .warning, .roots,
    help: "Check that the root belongs to the mailbox of this row.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let statistics = context.statistics
    let total = statistics.agreeingRoots + statistics.disagreeingRoots.count
    guard let column = context.layout.rootColumn, !statistics.disagreeingRoots.isEmpty,
      FileStatistics.most(statistics.agreeingRoots, of: total), !RowsShifted.isShifted(context)
    else { return }
    for row in statistics.disagreeingRoots {
      guard let range = accessor.trimmedValue(column, ofRow: row), !range.isEmpty else { continue }
      let root = RootClassifier(context.layout.base + range.lowerBound, range.count, altered: nil)
      let last = range.lowerBound + root.lastPart..<range.upperBound
      report.add(
        Message("root of `{}`, which differs from the address; they agree in nearly all rows", .value(last)),
        at: last,
        in: context.rowIndex.place(ofRow: row), field: column)
    }
  }
}
