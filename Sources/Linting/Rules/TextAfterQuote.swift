import CSV

/// Something between a quoted value and its separators.
struct TextAfterQuote: RecordRule {
  let info = RuleInfo("text-after-quote", .error, .structure, mend: "Double each quote inside the value, and let nothing stand outside its quotes.")
  let recordWakes: RecordFacts = .quoteDefect

  func check(_ row: Row, of table: Table, _ report: Report) {
    for defect in row.quoteDefects {
      switch defect.kind {
      case .textAfter: report.add("text behind the quote that closes the value", at: defect, of: row)
      case .blankAfter: report.add("a blank between the closing quote and the separator", at: defect, of: row)
      case .blankBefore where !row.quoteDefects.contains { $0.field == defect.field && $0.kind == .unclosed }:
        report.add("a blank before the opening quote: strict readers take the quote for a part of the value", at: defect, of: row)
      default: break
      }
    }
  }
}
