import CSV
import Layout

/// A cell that means a known column but is written otherwise.
struct ColumnName: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-name", .error, .header, fixPriority: 220, help: "Write the column name exactly as the service expects it.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.namesColumns(of: context.layout) else { return }
    for (index, cell) in header.cells.enumerated() where cell.repeats == nil {
      guard let meant = cell.meaning.column, !ColumnName.isBroken(cell, context) else { continue }
      let name = Message.Argument.text(context.layout.kind.columns[meant].name)
      switch cell.meaning {
      case .otherCase:
        report.add(
          Message("column `{}` differs from `{}` in letter case", .value(cell.range), name), at: cell.range,
          in: header.place, field: index, severity: .warning)
      case .alias, .slip:
        report.add(
          Message("unknown column `{}`; the service expects `{}`", .value(cell.range), name),
          at: cell.range, in: header.place, field: index)
      case .exact, .unknown, .unnamed:
        break
      }
    }
  }

  /// An invisible or damaged character in the cell is reported as that.
  static func isBroken(_ cell: Header.Cell, _ context: LintContext) -> Bool {
    let text = context.layout.document.text
    return !CharacterClassifier.flags(text, cell.range).isEmpty
      || cell.range.contains {
        text[$0] < 0x20 && text[$0] != 0x0A && text[$0] != 0x0D || text[$0] == UInt8(ascii: "\"")
      }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let edit = fixer.columnNames[index] else { return nil }
    return Fix("Write the expected column name", isSafe: true, [edit])
  }
}
