import CSV

/// `#N/A` and its like: a formula that came to nothing.
struct SpreadsheetError: ValueRule {
  let info = RuleInfo(
    "spreadsheet-error", .error, .values, help: "Mend the formula in the spreadsheet and export again.")
  let triggers: FieldFlags = .errorLike
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard value.flags.isDisjoint(with: .quoteDefect) else { return }
    collector.add("a spreadsheet's error value stands here", at: value.range, of: value)
  }
}
