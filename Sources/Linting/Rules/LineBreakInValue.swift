import CSV

/// A quoted value that runs over lines.
struct LineBreakInValue: CharacterRule {
  let info = RuleInfo("line-break-in-value", .warning, .structure, mend: "Take the line break out of the value.")
  let wakes: Facts = .lineBreak
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    report.add("the value runs over several lines", at: value.field.value, of: value)
  }
}
