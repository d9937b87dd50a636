import CSV

/// An empty value in a required column.
struct ValueMissing: ValueRule {
  let info = RuleInfo("value-missing", .error, .values, mend: "Fill the value in.")
  let wakes: Facts = [.empty, .edgeBlank]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard value.isEmpty, let column = value.column.known, column.isRequired else { return }
    report.add(Message("{} is empty", .text(column.name)), at: value.field.value, of: value)
  }
}
