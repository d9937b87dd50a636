import CSV

/// `#N/A` and its like: a formula that came to nothing.
struct SpreadsheetError: ValueRule {
  let info = RuleInfo(
    "spreadsheet-error", .error, .values, traits: [.hidesMeaning, .systematic],
    help: "Correct the formula in the spreadsheet, and export again.")
  let triggers: FieldFlags = .errorLike
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.flags.isDisjoint(with: .quoteDefect) else { return }
    report.add("spreadsheet error instead of a value", at: value.range, of: value)
  }
}

extension FieldFlags {
  /// Begins as a spreadsheet's error value does.
  static var errorLike: FieldFlags { FieldFlags(.errorLike) }
}
