import Layout

/// `#TYPE …`: PowerShell's own first line.
struct TypeLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "type-line", .error, .structure, fixPriority: 120, traits: .obscuresRows,
    help: "Delete the line, or export with `Export-Csv -NoTypeInformation`.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let range = context.layout.preamble.typeLine else { return }
    let place = RowPlace(
      start: range.lowerBound, line: context.layout.preamble.separatorLine == nil ? 1 : 2, record: 1, row: nil)
    report.add("`#TYPE` line of PowerShell, which the service reads as the header row", at: range, in: place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("Delete the line", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
