import CSV
import Layout
import Migration
import TextEncoding

/// A value that is not in Normalization Form C.
struct NotNormalized: ValueRule, FixingRule {
  let info = RuleInfo(
    "not-normalized", .warning, .characters, fixPriority: 90,
    traits: .systematic, help: "Retype the letter as one character instead of a letter and an accent.")
  let triggers: FieldFlags = .notNormalized
  // No address may have such a letter, however it is written.
  let roles: Set<Kind.ColumnRole>? = [.signInName, .password, .root, .text]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let normalized = Characters.normalized(value.bytes) else { return }
    let same = zip(value.bytes, normalized).prefix { $0 == $1 }.count
    // The first character that differs, with the marks behind it.
    let text = value.layout.document.text
    var start = min(same, value.bytes.count - 1)
    while start > 0, value.bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var range = value.range(start..<start + 1)
    range = range.lowerBound..<range.lowerBound + max(UTF8Survey.sequenceLength(text, at: range.lowerBound), 1)
    while range.upperBound < value.range.upperBound {
      let length = UTF8Survey.sequenceLength(text, at: range.upperBound)
      guard length > 1,
        CharacterClassifier.scalar(text, range.upperBound, length).properties.canonicalCombiningClass != .notReordered
      else { break }
      range = range.lowerBound..<range.upperBound + length
    }
    report.add(
      "letter and accent as two characters instead of one (not NFC)", at: range,
      of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .quoteDefect) else { return nil }
    let normalized = fixer.layout.content(field).withUnsafeBufferPointer { Characters.normalized($0) }
    return normalized.map { Fix("Compose letters and accents (NFC)", isSafe: true, [fixer.edit(field, content: $0)]) }
  }
}

extension FieldFlags {
  /// Not in Normalization Form C.
  static var notNormalized: FieldFlags { FieldFlags(.notNormalized) }
}
