import CSV
import Layout

/// U+FFFD: a program has already thrown a character away.
struct ReplacementCharacter: CharacterRule {
  let info = RuleInfo(
    "replacement-character", .error, .characters, help: "Take the value from its source again; what stood here is lost."
  )
  let triggers: FieldFlags = .replacement
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard
      let found = CharacterClassifier.first(
        in: value.layout.document.text, value.field.value, where: { $0 == "\u{FFFD}" })
    else { return }
    report.add(
      "a character was lost before this file was written: U+FFFD stands in its place", at: found.range, of: value)
  }
}

extension FieldFlags {
  /// U+FFFD.
  static var replacement: FieldFlags { FieldFlags(.replacement) }
}
