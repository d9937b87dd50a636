import CSV

/// An empty value in a required column.
struct ValueMissing: ValueRule {
  let info = RuleInfo("value-missing", .error, .values, help: "Fill the value in.")
  let triggers: FieldFlags = [.empty, .edgeSpace]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard value.isEmpty, let column = value.column.known else { return }
    if column.isRequired {
      collector.add(Message("{} is empty", .text(column.name)), at: value.field.value, of: value)
    } else if !column.conditions.isEmpty,
      let condition = ConstraintValidator.conditions(column, row).first(where: \.isRequired)
    {
      let reason = "\(condition.column) is \(condition.values.joined(separator: " or "))"
      collector.add(
        Message("{} is empty, though {}", .text(column.name), .text(reason)), at: value.field.value, of: value)
    }
  }
}
