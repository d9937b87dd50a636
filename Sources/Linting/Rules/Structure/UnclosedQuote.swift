/// A quote that opens and never closes.
struct UnclosedQuote: RecordRule {
  let info = RuleInfo(
    "unclosed-quote", .error, .structure, help: "Close the quote, or double it if it belongs to the value.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    for defect in row.quoteDefects where defect.kind == .unclosed {
      collector.add("this quote is never closed: the service reads on over the following lines", at: defect, of: row)
    }
  }
}
