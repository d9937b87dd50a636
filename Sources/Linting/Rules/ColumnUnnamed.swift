/// An empty heading.
struct ColumnUnnamed: HeaderRule {
  let info = RuleInfo("column-unnamed", .error, .header, mend: "Delete the separator, and those of the empty column below it; or name the column.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard !header.isMissing, !header.isUnexpected else { return }
    for (index, heading) in header.headings.enumerated() where heading.meaning == .unnamed && !ColumnName.isBroken(heading, table) {
      let message: Message = table.isEmptyColumn(index) ? "a column without a name, and without a value in any row" : "a column without a name"
      report.add(message, at: heading.range, in: header.place, field: index)
    }
  }
}
