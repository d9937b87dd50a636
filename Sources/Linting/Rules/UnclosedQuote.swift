/// A quote that opens and never closes.
struct UnclosedQuote: RecordRule {
  let info = RuleInfo("unclosed-quote", .error, .structure, mend: "Close the quote, or double it if it belongs to the value.")
  let recordWakes: RecordFacts = .quoteDefect

  func check(_ row: Row, of table: Table, _ report: Report) {
    for defect in row.quoteDefects where defect.kind == .unclosed {
      report.add("this quote is never closed: the service reads on over the following lines", at: defect, of: row)
    }
  }
}
