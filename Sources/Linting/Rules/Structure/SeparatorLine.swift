import Layout

/// `sep=;`: Excel's own first line.
struct SeparatorLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "separator-line", .error, .structure, fixPriority: 110, traits: .obscuresRows,
    help: "Delete the line; only Excel understands it.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let range = context.layout.preamble.separatorLine else { return }
    report.add(
      "a line for Excel that names the separator: the service takes it for the header", at: range, in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the line", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
