import CSV

/// UTF-8 that was decoded once too often.
struct MojibakeText: CharacterRule, FixingRule {
  let info = RuleInfo("mojibake", .warning, .characters, mend: "Type the letters again, or export the list again as UTF-8.")
  let wakes: Facts = .mojibake
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let range = CharacterLook.mojibake(in: value.table.document.text, value.field.value) else { return }
    report.add(
      "these characters are one letter of UTF-8 that was read in another encoding", at: range, of: value,
      // No mailbox has such an address.
      severity: value.column.holds == .address ? .error : nil)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.facts.isDisjoint(with: .quoteDefect) else { return nil }
    return Mojibake.repaired(fixer.table.content(field)).map { Fix("read the characters as UTF-8", isSafe: false, [fixer.edit(field, content: $0)]) }
  }
}
