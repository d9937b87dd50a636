import CSV

/// A column that the kind does not know.
struct ColumnUnknown: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-unknown", .error, .header, help: "Delete the column, or allow unknown columns when the batch is made.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.namesColumns(of: table), table.kind.unknownColumns != .allowed else { return }
    for (index, cell) in header.cells.enumerated() where cell.meaning == .unknown && cell.repeats == nil {
      if table.options.allowsUnknownColumns || table.kind.unknownColumns == .ignored {
        collector.add(
          Message("the column “{}” will be silently ignored", .value(cell.range)), at: cell.range, in: header.place,
          field: index, severity: .warning)
      } else {
        collector.add(
          Message("the column “{}” is unknown, and the service refuses unknown columns", .value(cell.range)),
          at: cell.range, in: header.place, field: index)
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let header = fixer.table.header, header.cells.count <= ColumnUnknown.mostColumns
    else { return nil }
    // It may be the very column that is missing.
    let required = fixer.table.kind.columns.indices.filter { fixer.table.kind.columns[$0].isRequired }
    guard required.allSatisfy({ column in header.cells.contains { $0.meaning.column == column } }) else { return nil }
    return fixer.drop(index...index, "drop the column", isSafe: false)
  }

  /// Of a wider file not every column is worked out by reading all rows.
  static let mostColumns = 100
}
