import CSV
import Layout

/// A column that the kind does not know.
struct ColumnUnknown: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-unknown", .error, .header, fixPriority: 230,
    help: "Delete the column, or create the batch with unknown columns allowed.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.namesColumns(of: context.layout), context.layout.kind.unknownColumns != .allowed else { return }
    for (index, cell) in header.cells.enumerated() where cell.meaning == .unknown && cell.repeats == nil {
      if context.options.allowsUnknownColumns || context.layout.kind.unknownColumns == .ignored {
        report.add(
          Message("unknown column `{}`; the service silently ignores it", .value(cell.range)), at: cell.range,
          in: header.place,
          field: index, severity: .warning)
      } else {
        report.add(
          Message("unknown column `{}`; the service rejects files with unknown columns", .value(cell.range)),
          at: cell.range, in: header.place, field: index)
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let header = fixer.layout.header, header.cells.count <= ColumnUnknown.mostColumns
    else { return nil }
    // It may be the very column that is missing.
    let required = fixer.layout.kind.columns.indices.filter { fixer.layout.kind.columns[$0].isRequired }
    guard required.allSatisfy({ column in header.cells.contains { $0.meaning.column == column } }) else { return nil }
    return fixer.drop(index...index, "Delete the column", isSafe: false)
  }

  /// Of a wider file not every column is worked out by reading all rows.
  static let mostColumns = 100
}
