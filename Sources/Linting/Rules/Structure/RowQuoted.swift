import CSV
import Layout

/// Whole rows inside quotes.
struct RowQuoted: DocumentRule, FixingRule {
  let info = RuleInfo(
    "row-quoted", .error, .structure, fixPriority: 128, traits: .obscuresRows,
    help: "Remove the quotes around each row.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.layout.evidence.framing == .quotedRows else { return }
    let bounds = context.layout.evidence.bounds
    report.add(
      "quotes around whole rows; the service reads each row as one value", at: bounds.start..<bounds.start,
      in: RowPlace(start: bounds.start, line: bounds.line, record: 1, row: nil))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? { fixer.unframe("Remove the quotes around the rows") }
}

extension Fixer {
  /// The fix that takes off what is around the rows.
  func unframe(_ title: String) -> Fix? {
    guard let framing = layout.evidence.framing else { return nil }
    var fix = Fix(
      title, isSafe: true,
      framing.replacements(layout.document.text, layout.evidence.bounds).map { Fix.Edit($0.range, $0.text) })
    fix.isLoose = true
    return fix.edits.isEmpty ? nil : fix
  }
}
