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

  /// What stands between two curly double quotes, with the keyboard's characters; nil without them.
  private static func quotedInside(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    guard text.count > 2, CharacterLook.ascii(for: text[0]) == "\"", CharacterLook.ascii(for: text[text.count - 1]) == "\"" else { return nil }
    let inside = text[1..<text.count - 1].map { CharacterLook.ascii(for: $0)?.unicodeScalars.first ?? $0 }
    return Array(String(String.UnicodeScalarView(inside)).utf8)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let meant = fixer.table.content(field).withUnsafeBytes { SmartPunctuation.quotedInside($0) }
    // Curly quotes around all of it are the value's own quotes.
    let edits = meant.map { [fixer.edit(field, content: $0)] } ?? fixer.map(field, trims: false) { CharacterLook.ascii(for: $0)?.unicodeScalars.first ?? $0 }
    return edits.isEmpty ? nil : Fix("write the characters of the keyboard", isSafe: false, edits)
  }
}
