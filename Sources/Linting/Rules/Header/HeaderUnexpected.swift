import Layout

/// A header row in a kind that has none.
struct HeaderUnexpected: HeaderRule, FixingRule {
  let info = RuleInfo(
    "header-unexpected", .error, .header, fixPriority: 210, traits: .obscuresRows, help: "Delete the header row.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.isUnexpected else { return }
    report.add(
      Message(
        "{}: files of this kind have no header row; the service reads it as data", .text(context.layout.kind.title)),
      at: header.range,
      in: header.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix(
      "Delete the header row", isSafe: fixer.layout.header?.isOfOwnWords == true, [Fix.Edit(fixer.line(finding.range))])
  }
}
