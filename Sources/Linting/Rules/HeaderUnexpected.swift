/// Headings in a kind that has none.
struct HeaderUnexpected: HeaderRule, FixingRule {
  let info = RuleInfo("header-unexpected", .error, .header, mend: "Delete the first row.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard header.isUnexpected else { return }
    report.add(Message("{} has no header: the service takes this row for data", .text(table.kind.title)), at: header.range, in: header.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the header", isSafe: fixer.table.header?.isOfOwnWords == true, [Fix.Edit(fixer.line(finding.range))])
  }
}
