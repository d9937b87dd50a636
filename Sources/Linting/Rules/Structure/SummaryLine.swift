import CSV
import Layout

/// Lines below the table that are no part of it.
struct SummaryLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "summary-line", .error, .structure, fixPriority: 126,
    help: "Delete everything below the last row.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.layout.isReadable else { return }
    let bounds = context.layout.evidence.bounds
    guard let first = bounds.below.first(where: { $0.kind != .blank }), let last = bounds.below.last else { return }
    let text = context.layout.document.text
    let line = 1 + text[..<first.range.lowerBound].count { $0 == 0x0A }
    let what = TitleLine.name(first)
    let message =
      bounds.below.count == 1
      ? Message("{} below the table; the service reads it as a row", .text(what))
      : Message(
        "{} below the table ({} lines); the service reads them as rows", .text(what), .number(bounds.below.count))
    report.add(
      message, at: first.range.lowerBound..<last.range.upperBound,
      in: RowPlace(start: first.range.lowerBound, line: line, record: line, row: nil))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let bounds = fixer.layout.evidence.bounds
    guard !bounds.below.isEmpty else { return nil }
    return Fix(
      "Delete the lines below the table", isSafe: bounds.below.allSatisfy(\.kind.isCertain),
      [Fix.Edit(bounds.end..<fixer.layout.document.text.count)])
  }
}
