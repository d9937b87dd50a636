import CSV

/// U+FFFD: a program has already thrown a character away.
struct ReplacementCharacter: CharacterRule {
  let info = RuleInfo(
    "replacement-character", .error, .characters, help: "Take the value from its source again; what stood here is lost."
  )
  let triggers: FieldFlags = .replacement
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard
      let found = CharacterClassifier.first(
        in: value.table.document.text, value.field.value, where: { $0 == "\u{FFFD}" })
    else { return }
    collector.add(
      "a character was lost before this file was written: U+FFFD stands in its place", at: found.range, of: value)
  }
}
