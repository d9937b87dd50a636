/// `\"` where `""` is meant.
struct BackslashQuote: RecordRule, FixingRule {
  let info = RuleInfo("backslash-quote", .error, .structure, help: "Write two quotes for one: CSV knows no backslash.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    for defect in row.quoteDefects where defect.kind == .backslash {
      collector.add("a quote is escaped with a backslash; in CSV it is doubled", at: defect, of: row)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix(
      "double the quote", isSafe: true,
      [Fix.Edit(finding.range.lowerBound..<finding.range.lowerBound + 1, [Fixer.quote])])
  }
}
