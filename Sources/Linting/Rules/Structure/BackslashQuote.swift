/// `\"` where `""` is meant.
struct BackslashQuote: RecordRule, FixingRule {
  let info = RuleInfo(
    "backslash-quote", .error, .structure, fixPriority: 150, traits: [.obscuresRows, .systematic],
    help: "Double the quote: write `\"\"` for `\\\"`.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    for defect in row.quoteDefects where defect.kind == .backslash {
      report.add("quote escaped with a backslash; in CSV it is doubled", at: defect, of: row)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix(
      "Double the quote", isSafe: true,
      [Fix.Edit(finding.range.lowerBound..<finding.range.lowerBound + 1, [Fixer.quote])])
  }
}
