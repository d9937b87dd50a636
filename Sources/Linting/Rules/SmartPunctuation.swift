import CSV
import Migration

/// Typographic quotes and dashes, full-width forms: ASCII is meant.
struct SmartPunctuation: CharacterRule, FixingRule {
  let info = RuleInfo("smart-punctuation", .warning, .characters, mend: "Type the character of the keyboard instead; a word processor changed it.")
  let wakes: Facts = .smartPunctuation
  let needsSoundText = false
  let holds: Set<Kind.Holding>? = [.address, .login, .password, .root]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard let found = CharacterLook.first(in: value.table.document.text, value.field.value, where: { CharacterLook.ascii(for: $0) != nil }),
      let meant = CharacterLook.ascii(for: found.scalar)
    else { return }
    report.add(Message("{} stands where “{}” is probably meant", .character(found.scalar), .text(String(meant))), at: found.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let edit = fixer.map(field, trims: false) { CharacterLook.ascii(for: $0)?.unicodeScalars.first ?? $0 }
    return edit.map { Fix("write the characters of the keyboard", isSafe: false, [$0]) }
  }
}
