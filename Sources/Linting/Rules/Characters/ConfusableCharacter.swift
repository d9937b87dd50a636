import CSV
import Layout
import Migration

/// A letter of another script that looks like a Latin one, or a Latin one among others.
struct ConfusableCharacter: CharacterRule {
  let info = RuleInfo(
    "confusable-character", .warning, .characters, traits: .systematic, help: "Retype the word on one keyboard layout.")
  let triggers: FieldFlags = .confusable
  let requiresWellFormedText = false
  let roles: Set<Kind.ColumnRole>? = [.address, .signInName]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let found = Confusable.first(in: value.layout.document.text, value.field.value) else { return }
    let message = found.letter.map {
      Message("{} looks like the Latin letter `{}` in a Latin word", .character(found.scalar), .text(String($0)))
    }
    // No mailbox has such an address, and no column such a cell.
    let isLost = value.column.role == .address || row.place.row == nil
    report.add(
      message ?? Message("{} in a word of another script", .character(found.scalar)), at: found.range, of: value,
      severity: isLost ? .error : nil)
  }
}

extension FieldFlags {
  /// A letter of another script among Latin ones.
  static var confusable: FieldFlags { FieldFlags(.confusable) }
}
