import Layout
import Migration

/// Two rows that copy the same source folder.
struct RootDuplicate: TableRule {
  let info = RuleInfo("root-duplicate", .error, .roots, help: "Write the root of this row's own mailbox.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let column = context.layout.rootColumn else { return }
    for (row, first) in context.statistics.sameSources where !context.statistics.haveSameTarget(row, first) {
      guard let range = accessor.trimmedValue(column, ofRow: row), !range.isEmpty,
        let earlier = accessor.trimmedValue(column, ofRow: first)
      else { continue }
      report.add(
        Message("duplicate root `{}`, first used in row {}", .value(range), .number(first)), at: range,
        in: context.rowIndex.place(ofRow: row), field: column,
        related: .init(
          message: "first used here", range: earlier, place: context.rowIndex.place(ofRow: first)))
    }
  }
}
