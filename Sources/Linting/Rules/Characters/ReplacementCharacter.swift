import CSV
import Layout

/// U+FFFD: a program has already thrown a character away.
struct ReplacementCharacter: CharacterRule {
  let info = RuleInfo(
    "replacement-character", .error, .characters,
    help: "Copy the value from its source; the original character is lost."
  )
  let triggers: FieldFlags = .replacement
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard
      let found = CharacterClassifier.first(
        in: value.layout.document.text, value.field.value, where: { $0 == "\u{FFFD}" })
    else { return }
    report.add(
      "replacement character U+FFFD: the original character is lost", at: found.range, of: value)
  }
}

extension FieldFlags {
  /// U+FFFD.
  static var replacement: FieldFlags { FieldFlags(.replacement) }
}
