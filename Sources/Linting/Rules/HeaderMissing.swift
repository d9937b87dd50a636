/// The first row is data.
struct HeaderMissing: HeaderRule {
  let info = RuleInfo("header-missing", .error, .header, mend: "Put a row with the column names above the first row.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard header.isMissing else { return }
    let names = table.kind.columns.filter(\.isRequired).map(\.name).joined(separator: ",")
    report.add(Message("the first row is data; a header is missing: {}", .text(names)), at: header.range, in: header.place)
  }
}
