import Migration
import CSV

/// Blanks at either end of a value.
struct ValueWhitespace: ValueRule, FixingRule {
  let info = RuleInfo("value-whitespace", .warning, .values, help: "Delete the blanks.")
  let triggers: FieldFlags = .edgeSpace
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard !value.isEmpty || value.column.known?.isRequired != true else { return }
    let outer = value.field.value
    let severity: Severity? =
      value.flags.contains(.quoted) || value.column.known?.refusesEdgeSpaces == true ? .error : nil
    if value.range.lowerBound > outer.lowerBound {
      let message: Message =
        value.range.upperBound < outer.upperBound ? "blanks before and behind the value" : "a blank before the value"
      collector.add(message, at: outer.lowerBound..<value.range.lowerBound, of: value, severity: severity)
    } else {
      collector.add(
        "a blank behind the value", at: value.range.upperBound..<outer.upperBound, of: value, severity: severity)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let bytes = fixer.table.bytes(field.value)
    let first = bytes.firstIndex { !Value.isBlank($0) } ?? bytes.count
    let last = bytes.lastIndex { !Value.isBlank($0) }.map { $0 + 1 } ?? bytes.count
    let before = Fix.Edit(field.valueStart..<field.valueStart + first)
    let behind = Fix.Edit(field.valueStart + last..<field.valueEnd)
    return Fix("delete the blanks", isSafe: true, [before, behind].filter { !$0.range.isEmpty })
  }
}
