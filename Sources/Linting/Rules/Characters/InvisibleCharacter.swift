import CSV
import Layout
import TextEncoding

/// Blanks that are no blanks, characters of no width, marks of direction.
struct InvisibleCharacter: CharacterRule, FixingRule {
  let info = RuleInfo(
    "invisible-character", .error, .characters, fixPriority: 70,
    traits: .systematic, help: "Delete the character, or replace it with an ordinary space.")
  let triggers: FieldFlags = .invisible
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard
      let found = CharacterClassifier.first(
        in: value.layout.document.text, value.field.value, where: CharacterClassifier.isInvisible)
    else { return }
    report.add(Message("invisible character: {}", .character(found.scalar)), at: found.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    // No address holds a blank.
    let holds = finding.place.row == nil ? nil : finding.field.flatMap { fixer.layout.columns[$0].role }
    let edits = fixer.map(field, trims: true) { scalar in
      guard CharacterClassifier.isInvisible(scalar) else { return scalar }
      return holds != .address && scalar.properties.generalCategory == .spaceSeparator ? " " : nil
    }
    // Few sign-in names and roots do, and a plain one may not be what is meant.
    let isGuess = (holds == .signInName || holds == .root) && fixer.hasInnerBlank(field)
    return edits.isEmpty ? nil : Fix("Delete the invisible characters", isSafe: !isGuess, edits)
  }
}

extension FieldFlags {
  /// An invisible or bidirectional character.
  static var invisible: FieldFlags { FieldFlags(.invisible) }
}
