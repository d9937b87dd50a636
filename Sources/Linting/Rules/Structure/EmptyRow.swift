/// Separators and nothing between them.
struct EmptyRow: RecordRule, FixingRule {
  let info = RuleInfo(
    "empty-row", .error, .structure, fixPriority: 180,
    help: "Delete the row.")
  let recordTriggers: RecordFlags = .onlySeparators

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    report.add("row without values", at: row.range, in: row.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("Delete the row", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
