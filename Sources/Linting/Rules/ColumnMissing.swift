/// A required column that no heading names.
struct ColumnMissing: HeaderRule {
  let info = RuleInfo("column-missing", .error, .header, mend: "Add the column with its values.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard !header.isMissing, !header.isUnexpected else { return }
    for (index, column) in table.kind.columns.enumerated() where column.isRequired {
      guard !header.headings.contains(where: { $0.meaning.column == index }) else { continue }
      report.add(Message("the column {} is missing", .text(column.name)), at: header.range, in: header.place, service: .missingColumn(column.name))
    }
  }
}
