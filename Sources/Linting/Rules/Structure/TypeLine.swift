/// `#TYPE …`: PowerShell's own first line.
struct TypeLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "type-line", .error, .structure, help: "Export again with `Export-Csv -NoTypeInformation`, or delete the line.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let range = table.preamble.typeLine else { return }
    let place = RowPlace(
      start: range.lowerBound, line: table.preamble.separatorLine == nil ? 1 : 2, record: 1, row: nil)
    collector.add("a line that PowerShell's Export-Csv adds: the service takes it for the header", at: range, in: place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the line", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
