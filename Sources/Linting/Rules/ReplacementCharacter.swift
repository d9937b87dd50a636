import CSV

/// U+FFFD: a program has already thrown a character away.
struct ReplacementCharacter: CharacterRule {
  let info = RuleInfo("replacement-character", .error, .characters, mend: "Take the value from its source again; what stood here is lost.")
  let wakes: Facts = .replacement
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = CharacterLook.first(in: value.table.document.text, value.field.value, where: { $0 == "\u{FFFD}" }) else { return }
    report.add("a character was lost before this file was written: U+FFFD stands in its place", at: found.range, of: value)
  }
}
