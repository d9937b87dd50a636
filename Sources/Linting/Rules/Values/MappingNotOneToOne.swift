import Layout
import Migration

/// A value that two rows map to different ones, or two values that are mapped to the same.
struct MappingNotOneToOne: TableRule {
  let info = RuleInfo(
    "mapping-not-one-to-one", .error, .values, help: "Keep one row per source and target.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    for pair in context.layout.kind.oneToOne {
      let names = [pair.first, pair.second].map { context.layout.kind.columns[$0].name }
      let columns = names.map { name in context.layout.columns.firstIndex { $0.known?.name == name } }
      guard let source = columns[0], let target = columns[1] else { continue }
      check(source, target, context, accessor, report)
    }
  }

  private func check(
    _ source: Int, _ target: Int, _ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter
  ) {
    var bySource: [String: Int] = [:]
    var byTarget: [String: Int] = [:]
    for row in stride(from: 1, through: context.rowCount, by: 1) {
      guard let first = accessor.trimmedValue(source, ofWholeRow: row),
        let second = accessor.trimmedValue(target, ofWholeRow: row),
        !first.isEmpty, !second.isEmpty
      else { continue }
      func earlier(_ rows: inout [String: Int], _ range: Range<Int>) -> Int? {
        let key = context.layout.key(range, .anyCase)
        defer { if rows[key] == nil { rows[key] = row } }
        return rows[key]
      }
      let sameSource = earlier(&bySource, first)
      let sameTarget = earlier(&byTarget, second)
      func add(_ message: Message, _ range: Range<Int>, _ column: Int, _ other: Int) {
        guard let place = accessor.trimmedValue(column, ofRow: other) else { return }
        report.add(
          message, at: range, in: context.rowIndex.place(ofRow: row), field: column,
          related: .init(message: "first used here", range: place, place: context.rowIndex.place(ofRow: other)))
      }
      if let sameSource, sameSource == sameTarget {
        add(Message("duplicate of row {}", .number(sameSource)), first, source, sameSource)
      } else if let sameSource {
        add(
          Message("row {} maps `{}` to another target", .number(sameSource), .value(first)), first, source, sameSource)
      } else if let sameTarget {
        add(
          Message("row {} maps another source to `{}`", .number(sameTarget), .value(second)), second, target, sameTarget
        )
      }
    }
  }
}
