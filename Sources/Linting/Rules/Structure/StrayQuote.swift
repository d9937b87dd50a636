import CSV
import Layout

/// A quote inside an unquoted value.
struct StrayQuote: RecordRule, FixingRule {
  let info = RuleInfo(
    "stray-quote", .error, .structure, fixPriority: 130,
    help: "Quote the whole value and double each quote in it.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    for defect in row.quoteDefects
    where defect.kind == .stray && !isExplained(defect, row) && !isWrapper(defect, row, context) {
      report.add("quote inside an unquoted value", at: defect, of: row)
    }
  }

  /// Behind a quote that is never closed every further one strays.
  private func isExplained(_ defect: QuoteDefect, _ row: Row) -> Bool {
    row.quoteDefects.contains { $0.kind == .unclosed && $0.field == defect.field }
  }

  /// `="00123"` is a spreadsheet's, not a slip of the keyboard.
  private func isWrapper(_ defect: QuoteDefect, _ row: Row, _ context: LintContext) -> Bool {
    guard defect.field < row.fields.count else { return false }
    return SpreadsheetClassifier.isWrapper(context.layout.base, row.fields[defect.field].value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: [.unclosedQuote, .textAfterQuote]) else {
      return nil
    }
    // No address has a quote in it.
    guard finding.place.row == nil || finding.field != fixer.layout.addressColumn else { return nil }
    return Fix(
      "Quote the value", isSafe: false,
      [Fix.Edit(field.whole, Fixer.quoted(Array(fixer.layout.bytes(field.value))))])
  }
}

extension RuleReporter {
  /// Keeps a finding about a defect of quoting.
  func add(_ message: Message, at defect: QuoteDefect, of row: Row) {
    add(message, at: defect.offset..<defect.offset + defect.length, in: row.place, field: defect.field)
  }
}
