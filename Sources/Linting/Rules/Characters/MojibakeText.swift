import CSV
import Layout

/// UTF-8 that was decoded once too often.
struct MojibakeText: CharacterRule, FixingRule {
  let info = RuleInfo(
    "mojibake", .warning, .characters, fixPriority: 60,
    traits: .systematic, help: "Retype the letters, or export the list again as UTF-8.")
  let triggers: FieldFlags = .mojibake
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let range = CharacterClassifier.mojibake(in: value.layout.document.text, value.field.value) else { return }
    report.add(
      "garbled character: UTF-8 decoded in another encoding", at: range, of: value,
      // No mailbox has such an address.
      severity: value.column.role == .address ? .error : nil)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .quoteDefect) else { return nil }
    return Mojibake.repaired(fixer.layout.content(field)).map {
      Fix("Decode the characters as UTF-8", isSafe: false, [fixer.edit(field, content: $0)])
    }
  }
}

extension FieldFlags {
  /// UTF-8 that was decoded once too often.
  static var mojibake: FieldFlags { FieldFlags(.mojibake) }
}
