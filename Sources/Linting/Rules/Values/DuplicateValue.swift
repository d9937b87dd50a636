import Layout
import Migration

/// The same value twice in a column whose values must differ, where that is not a mailbox; or the same values in
/// several.
struct DuplicateValue: TableRule {
  let info = RuleInfo("duplicate-value", .error, .values, help: "Keep one of the rows, or correct the value.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    for (index, column) in context.layout.columns.enumerated() where index != context.layout.addressColumn {
      guard let known = column.known, known.uniqueness != .none else { continue }
      check([index], known.uniqueness, context, accessor, report)
    }
    for group in context.layout.kind.uniqueTogether {
      let names = group.map { context.layout.kind.columns[$0].name }
      let indices = names.compactMap { name in context.layout.columns.firstIndex { $0.known?.name == name } }
      if indices.count == names.count { check(indices, .caseSensitive, context, accessor, report) }
    }
  }

  private func check(
    _ columns: [Int], _ uniqueness: Kind.Uniqueness, _ context: LintContext, _ accessor: RowAccessor,
    _ report: RuleReporter
  ) {
    var firsts: [[String]: Int] = [:]
    for row in stride(from: 1, through: context.rowCount, by: 1) {
      let ranges = columns.compactMap { accessor.meaning($0, ofWholeRow: row) }
      guard ranges.count == columns.count, ranges.contains(where: { !$0.isEmpty }) else { continue }
      let key = ranges.map { context.layout.key($0, uniqueness) }
      let first = firsts[key, default: row]
      firsts[key] = first
      guard first != row, let earlier = accessor.meaning(columns[0], ofWholeRow: first) else { continue }
      let message =
        columns.count == 1
        ? Message("duplicate value `{}`, first used in row {}", .value(ranges[0]), .number(first))
        : Message(
          "row {} has the same {}", .number(first),
          .text(columns.map { context.layout.columns[$0].name }.joined(separator: " and ")))
      report.add(
        message, at: ranges[0], in: context.rowIndex.place(ofRow: row), field: columns[0],
        related: .init(message: "first used here", range: earlier, place: context.rowIndex.place(ofRow: first)))
    }
  }
}
