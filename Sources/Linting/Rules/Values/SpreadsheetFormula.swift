import CSV
import Migration

/// `="…"` wrappers, and cells that a spreadsheet would evaluate.
struct SpreadsheetFormula: ValueRule, FixingRule {
  let info = RuleInfo(
    "spreadsheet-formula", .warning, .values, help: "Let the value stand without the wrapper or the leading sign.")
  let triggers: FieldFlags = [.wrapped, .formulaLike]
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    if value.flags.contains(.wrapped) {
      collector.add(
        "a spreadsheet's wrapper =\"…\": the service takes the signs for a part of the value", at: value.range,
        of: value, severity: .error)
    } else if value.flags.isDisjoint(with: [.malformed, .quoteDefect]), !AddressSyntax.judges(value, row),
      !isJudged(value)
    {
      // A formula that is no address either is a mailbox lost.
      let isLost = value.column.role == .address && AddressSyntax.failed(row)
      collector.add(
        "a spreadsheet would take the value for a formula", at: value.range, of: value, severity: isLost ? .error : nil)
    }
  }

  /// Of a column that takes certain values only, value-not-allowed says what is wrong, or nothing is.
  private func isJudged(_ value: Value) -> Bool {
    value.column.known?.permitted.isEmpty == false && value.column.role == .text
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let content = fixer.table.content(field)
    guard content.count > 3, content.starts(with: Array("=\"".utf8)), content.last == Fixer.quote else { return nil }
    let inside = content[2..<content.count - 1]
    guard !inside.contains(Fixer.quote) else { return nil }
    return Fix("take the value out of its wrapper", isSafe: true, [fixer.edit(field, content: Array(inside))])
  }
}
