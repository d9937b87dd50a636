import CSV

/// A heading that means a known column but is written otherwise.
struct ColumnName: HeaderRule, FixingRule {
  let info = RuleInfo("column-name", .error, .header, mend: "Write the heading exactly as the service wants it.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard header.namesColumns(of: table) else { return }
    for (index, heading) in header.headings.enumerated() where heading.repeats == nil {
      guard let meant = heading.meaning.column, !ColumnName.isBroken(heading, table) else { continue }
      let name = Message.Argument.text(table.kind.columns[meant].name)
      switch heading.meaning {
      case .otherCase:
        report.add(Message("the heading “{}” differs from {} in letter case", .value(heading.range), name), at: heading.range, in: header.place, field: index, severity: .warning)
      case .alias, .slip:
        report.add(Message("the heading “{}” means {}, but the service knows it only by that name", .value(heading.range), name), at: heading.range, in: header.place, field: index)
      case .exact, .unknown, .unnamed:
        break
      }
    }
  }

  /// An invisible or damaged character in the heading is reported as that.
  static func isBroken(_ heading: Header.Heading, _ table: Table) -> Bool {
    let text = table.document.text
    return !CharacterLook.facts(text, heading.range).isEmpty || heading.range.contains { text[$0] < 0x20 || text[$0] == UInt8(ascii: "\"") }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let index = finding.field, let heading = fixer.table.header?.headings[index], let meant = heading.meaning.column,
      let field = fixer.field(of: finding)
    else { return nil }
    return Fix("write the heading as the service knows it", isSafe: true, [fixer.edit(field, content: Array(fixer.table.kind.columns[meant].name.utf8))])
  }
}
