import CSV

/// UTF-8 that was decoded once too often.
struct MojibakeText: CharacterRule, FixingRule {
  let info = RuleInfo(
    "mojibake", .warning, .characters, help: "Type the letters again, or export the list again as UTF-8.")
  let triggers: FieldFlags = .mojibake
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard let range = CharacterClassifier.mojibake(in: value.table.document.text, value.field.value) else { return }
    collector.add(
      "these characters are one letter of UTF-8 that was read in another encoding", at: range, of: value,
      // No mailbox has such an address.
      severity: value.column.role == .address ? .error : nil)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .quoteDefect) else { return nil }
    return Mojibake.repaired(fixer.table.content(field)).map {
      Fix("read the characters as UTF-8", isSafe: false, [fixer.edit(field, content: $0)])
    }
  }
}
