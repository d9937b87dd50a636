import CSV

/// A quoted value that runs over lines.
struct LineBreakInValue: CharacterRule {
  let info = RuleInfo("line-break-in-value", .warning, .structure, help: "Take the line break out of the value.")
  let triggers: FieldFlags = .lineBreak
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    collector.add("the value runs over several lines", at: value.field.value, of: value)
  }
}
