/// `sep=;`: Excel's own first line.
struct SeparatorLine: DocumentRule, FixingRule {
  let info = RuleInfo("separator-line", .error, .structure, help: "Delete the line; only Excel understands it.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let range = table.preamble.separatorLine else { return }
    collector.add(
      "a line for Excel that names the separator: the service takes it for the header", at: range, in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    Fix("delete the line", isSafe: true, [Fix.Edit(fixer.line(finding.range))])
  }
}
