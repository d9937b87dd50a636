import CSV
import ICU

/// Blanks that are no blanks, characters of no width, marks of direction.
struct InvisibleCharacter: CharacterRule, FixingRule {
  let info = RuleInfo("invisible-character", .error, .characters, mend: "Delete the character, or type a plain blank where one is meant.")
  let wakes: Facts = .invisible
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = CharacterLook.first(in: value.table.document.text, value.field.value, where: CharacterLook.isInvisible) else { return }
    report.add(Message("an invisible character: {}", .character(found.scalar)), at: found.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    // No address holds a blank.
    let holds = finding.place.row == nil ? nil : finding.field.flatMap { fixer.table.columns[$0].holds }
    let edits = fixer.map(field, trims: true) { scalar in
      guard CharacterLook.isInvisible(scalar) else { return scalar }
      return holds != .address && scalar.properties.generalCategory == .spaceSeparator ? " " : nil
    }
    // Few logins and roots do, and a plain one may not be what is meant.
    let isGuess = (holds == .login || holds == .root) && fixer.hasInnerBlank(field)
    return edits.isEmpty ? nil : Fix("delete the invisible characters", isSafe: !isGuess, edits)
  }
}
