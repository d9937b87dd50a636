import CSV
import ICU

/// Blanks that are no blanks, characters of no width, marks of direction.
struct InvisibleCharacter: CharacterRule {
  let info = RuleInfo("invisible-character", .error, .characters, mend: "Delete the character, or type a plain blank where one is meant.")
  let wakes: Facts = .invisible
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = CharacterLook.first(in: value.table.document.text, value.field.value, where: CharacterLook.isInvisible) else { return }
    report.add(Message("an invisible character: {}", .character(found.scalar)), at: found.range, of: value)
  }
}
