import CSV
import Layout

/// A quoted value that runs over lines.
struct LineBreakInValue: CharacterRule, FixingRule {
  let info = RuleInfo(
    "line-break-in-value", .warning, .structure, fixPriority: 155, help: "Delete the line break.")
  let triggers: FieldFlags = .lineBreak
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard value.layout.isAboveRows(value.place) else {
      return report.add("line break in the value", at: value.field.value, of: value)
    }
    // A header that means a known column is column-name's.
    guard let header = value.layout.header, value.index < header.cells.count,
      header.cells[value.index].meaning.column == nil
    else { return }
    report.add("line break in the column name", at: value.field.value, of: value, severity: .error)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard fixer.layout.isAboveRows(finding.place), let field = fixer.field(of: finding) else { return nil }
    let edits = fixer.map(field, trims: false) { $0 == "\n" ? " " : $0 == "\r" ? nil : $0 }
    return edits.isEmpty ? nil : Fix("Write the column name on one line", isSafe: true, edits)
  }
}
