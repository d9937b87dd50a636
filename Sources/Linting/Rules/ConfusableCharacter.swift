import CSV
import Migration

/// A letter of another script that looks like a Latin one, or a Latin one among others.
struct ConfusableCharacter: CharacterRule {
  let info = RuleInfo("confusable-character", .warning, .characters, mend: "Type the whole word again on one keyboard.")
  let wakes: Facts = .confusable
  let needsSoundText = false
  let holds: Set<Kind.Holding>? = [.address, .login]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = Confusable.first(in: value.table.document.text, value.field.value) else { return }
    let message = found.letter.map { Message("{} looks like the Latin letter {}, in a Latin word", .character(found.scalar), .text(String($0))) }
    // No mailbox has such an address, and no column such a heading.
    let isLost = value.column.holds == .address || row.place.row == nil
    report.add(message ?? Message("{} stands in a word of another script", .character(found.scalar)), at: found.range, of: value, severity: isLost ? .error : nil)
  }
}
