import CSV
import Layout
import Migration

/// Blanks at either end of a value.
struct ValueWhitespace: ValueRule, FixingRule {
  let info = RuleInfo(
    "value-whitespace", .warning, .values, fixPriority: 260, traits: .systematic, help: "Delete the spaces.")
  let triggers: FieldFlags = .edgeSpace
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard !value.isEmpty || value.column.known?.isRequired != true else { return }
    let outer = value.field.value
    let severity: Severity? =
      value.flags.contains(.quoted) || value.column.known?.refusesEdgeSpaces == true ? .error : nil
    if value.range.lowerBound > outer.lowerBound {
      let message: Message =
        value.range.upperBound < outer.upperBound ? "leading and trailing spaces" : "leading space"
      report.add(message, at: outer.lowerBound..<value.range.lowerBound, of: value, severity: severity)
    } else {
      report.add(
        "trailing space", at: value.range.upperBound..<outer.upperBound, of: value, severity: severity)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let bytes = fixer.layout.bytes(field.value)
    let first = bytes.firstIndex { !$0.isSpaceOrTab } ?? bytes.count
    let last = bytes.lastIndex { !$0.isSpaceOrTab }.map { $0 + 1 } ?? bytes.count
    let before = Fix.Edit(field.valueStart..<field.valueStart + first)
    let behind = Fix.Edit(field.valueStart + last..<field.valueEnd)
    return Fix("Delete the spaces", isSafe: true, [before, behind].filter { !$0.range.isEmpty })
  }
}
