/// A quote that opens and never closes.
struct UnclosedQuote: RecordRule {
  let info = RuleInfo(
    "unclosed-quote", .error, .structure, traits: .obscuresRows,
    help: "Close the quote, or double it if it is part of the value.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    for defect in row.quoteDefects where defect.kind == .unclosed {
      report.add("unclosed quote: the value continues over the following lines", at: defect, of: row)
    }
  }
}
