import Layout

/// `sep=;`: Excel's own first line.
struct SeparatorLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "separator-line", .error, .structure, fixPriority: 110, traits: .obscuresRows,
    help: "Delete the line; only Excel interprets it.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let range = context.layout.preamble.separatorLine else { return }
    report.add(
      "`sep=` line for Excel, which the service reads as the header row", at: range, in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("Delete the line", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
