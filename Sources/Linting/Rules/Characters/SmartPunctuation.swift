import CSV
import Layout
import Migration

/// Typographic quotes and dashes, full-width forms: ASCII is meant.
struct SmartPunctuation: CharacterRule, FixingRule {
  let info = RuleInfo(
    "smart-punctuation", .warning, .characters, fixPriority: 80,
    traits: .systematic, help: "Type the ASCII character; a word processor has replaced it.")
  let triggers: FieldFlags = .smartPunctuation
  let requiresWellFormedText = false
  let roles: Set<Kind.ColumnRole>? = [.address, .signInName, .password, .root]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard
      let found = CharacterClassifier.first(
        in: value.layout.document.text, value.field.value, where: { CharacterClassifier.ascii(for: $0) != nil }),
      let meant = CharacterClassifier.ascii(for: found.scalar)
    else { return }
    report.add(
      Message("{} instead of `{}`", .character(found.scalar), .text(String(meant))),
      at: found.range, of: value)
  }

  /// The text between two curly double quotes, with the keyboard's characters; nil without them.
  private static func quotedInside(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    let text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    guard text.count > 2, CharacterClassifier.ascii(for: text[0]) == "\"",
      CharacterClassifier.ascii(for: text[text.count - 1]) == "\""
    else { return nil }
    let inside = text[1..<text.count - 1].map { CharacterClassifier.ascii(for: $0)?.unicodeScalars.first ?? $0 }
    return Array(String(String.UnicodeScalarView(inside)).utf8)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let meant = fixer.layout.content(field).withUnsafeBytes { SmartPunctuation.quotedInside($0) }
    // Curly quotes around all of it are the value's own quotes.
    let edits =
      meant.map { [fixer.edit(field, content: $0)] }
      ?? fixer.map(field, trims: false) { CharacterClassifier.ascii(for: $0)?.unicodeScalars.first ?? $0 }
    return edits.isEmpty ? nil : Fix("Write the ASCII characters", isSafe: false, edits)
  }
}

extension FieldFlags {
  /// Curly quotes, dashes, full-width forms.
  static var smartPunctuation: FieldFlags { FieldFlags(.smartPunctuation) }
}
