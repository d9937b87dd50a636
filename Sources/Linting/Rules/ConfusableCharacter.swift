import CSV
import Migration

/// A letter of another script that looks like a Latin one, in a word of Latin letters.
struct ConfusableCharacter: CharacterRule {
  let info = RuleInfo("confusable-character", .warning, .characters, mend: "Type the letter again on a Latin keyboard.")
  let wakes: Facts = .confusable
  let needsSoundText = false
  let holds: Set<Kind.Holding>? = [.address, .login]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = Confusable.first(in: value.table.document.text, value.field.value) else { return }
    report.add(Message("{} looks like the Latin letter {}", .character(found.scalar), .text(String(found.letter))), at: found.range, of: value)
  }
}
