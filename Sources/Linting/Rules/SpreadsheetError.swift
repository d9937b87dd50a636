import CSV

/// `#N/A` and its like: a formula that came to nothing.
struct SpreadsheetError: ValueRule {
  let info = RuleInfo("spreadsheet-error", .error, .values, mend: "Mend the formula in the spreadsheet and export again.")
  let wakes: Facts = .likeError
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard value.facts.isDisjoint(with: .quoteDefect) else { return }
    report.add("a spreadsheet's error value stands here", at: value.range, of: value)
  }
}
