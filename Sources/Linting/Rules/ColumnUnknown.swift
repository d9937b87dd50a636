/// A column that the kind does not know.
struct ColumnUnknown: HeaderRule {
  let info = RuleInfo("column-unknown", .error, .header, mend: "Delete the column, or allow unknown columns when the batch is made.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard !header.isMissing, !header.isUnexpected, table.kind.unknownColumns == .refused else { return }
    for (index, heading) in header.headings.enumerated() where heading.meaning == .unknown && heading.repeats == nil {
      if table.options.allowsUnknownColumns {
        report.add(Message("the column “{}” will be silently ignored", .value(heading.range)), at: heading.range, in: header.place, field: index, severity: .warning)
      } else {
        report.add(Message("the column “{}” is unknown, and the service refuses unknown columns", .value(heading.range)), at: heading.range, in: header.place, field: index)
      }
    }
  }
}
