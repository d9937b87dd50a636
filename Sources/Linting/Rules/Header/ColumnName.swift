import CSV

/// A cell that means a known column but is written otherwise.
struct ColumnName: HeaderRule, FixingRule {
  let info = RuleInfo("column-name", .error, .header, help: "Write the header exactly as the service expects it.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.namesColumns(of: table) else { return }
    for (index, cell) in header.cells.enumerated() where cell.repeats == nil {
      guard let meant = cell.meaning.column, !ColumnName.isBroken(cell, table) else { continue }
      let name = Message.Argument.text(table.kind.columns[meant].name)
      switch cell.meaning {
      case .otherCase:
        collector.add(
          Message("the header “{}” differs from {} in letter case", .value(cell.range), name), at: cell.range,
          in: header.place, field: index, severity: .warning)
      case .alias, .slip:
        collector.add(
          Message("the header “{}” means {}, but the service knows it only by that name", .value(cell.range), name),
          at: cell.range, in: header.place, field: index)
      case .exact, .unknown, .unnamed:
        break
      }
    }
  }

  /// An invisible or damaged character in the cell is reported as that.
  static func isBroken(_ cell: Header.Cell, _ table: Table) -> Bool {
    let text = table.document.text
    return !CharacterClassifier.flags(text, cell.range).isEmpty
      || cell.range.contains { text[$0] < 0x20 || text[$0] == UInt8(ascii: "\"") }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let cell = fixer.table.header?.cells[index], let meant = cell.meaning.column,
      let field = fixer.field(of: finding)
    else { return nil }
    return Fix(
      "write the header as the service knows it", isSafe: true,
      [fixer.edit(field, content: Array(fixer.table.kind.columns[meant].name.utf8))])
  }
}
