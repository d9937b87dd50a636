/// A quote that opens and never closes.
struct UnclosedQuote: RecordRule {
  let info = RuleInfo(
    "unclosed-quote", .error, .structure, traits: .obscuresRows,
    help: "Close the quote, or double it if it belongs to the value.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    for defect in row.quoteDefects where defect.kind == .unclosed {
      report.add("this quote is never closed: the service reads on over the following lines", at: defect, of: row)
    }
  }
}
