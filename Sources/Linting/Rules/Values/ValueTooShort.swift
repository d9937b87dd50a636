import CSV

/// Shorter than the service takes it.
struct ValueTooShort: ValueRule {
  let info = RuleInfo("value-too-short", .error, .values, traits: .systematic, help: "Write a longer value.")
  let triggers: FieldFlags = .alwaysChecked

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let least = value.column.known?.minimumCharacters, !value.isEmpty else { return }
    guard String(decoding: value.bytes, as: UTF8.self).unicodeScalars.count < least else { return }
    report.add(Message("value shorter than {} characters", .number(least)), at: value.range, of: value)
  }
}
