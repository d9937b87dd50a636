import CSV

/// An empty value in a required column.
struct ValueMissing: ValueRule {
  let info = RuleInfo("value-missing", .error, .values, traits: .systematic, help: "Add the value, or delete the row.")
  let triggers: FieldFlags = [.empty, .edgeSpace]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.isEmpty, let column = value.column.known, !isExplained(value) else { return }
    if column.isRequired {
      report.add(Message("missing value: `{}` is empty", .text(column.name)), at: value.field.value, of: value)
    } else if !column.conditions.isEmpty,
      let condition = column.conditions(in: row).first(where: \.isRequired)
    {
      let reason = "\(condition.column) is \(condition.values.joined(separator: " or "))"
      report.add(
        Message("missing value: `{}` is empty although {}", .text(column.name), .text(reason)), at: value.field.value,
        of: value)
    }
  }

  /// In a workbook, another rule reports why the cell is empty.
  private func isExplained(_ value: Value) -> Bool {
    guard let origin = value.layout.document.origin, let cell = value.cell else { return false }
    return origin.explainsEmpty(cell)
  }
}
