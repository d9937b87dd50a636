/// Headings in a kind that has none.
struct HeaderUnexpected: HeaderRule, FixingRule {
  let info = RuleInfo("header-unexpected", .error, .header, help: "Delete the first row.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.isUnexpected else { return }
    collector.add(
      Message("{} has no header: the service takes this row for data", .text(table.kind.title)), at: header.range,
      in: header.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the header", isSafe: fixer.table.header?.isOfOwnWords == true, [Fix.Edit(fixer.line(finding.range))])
  }
}
