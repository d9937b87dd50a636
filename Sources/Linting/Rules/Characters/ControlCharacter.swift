import CSV
import Layout
import TextEncoding

/// NUL, ESC, Ctrl-Z and their like.
struct ControlCharacter: CharacterRule, RecordRule, FixingRule {
  let info = RuleInfo(
    "control-character", .error, .characters, fixPriority: 50,
    traits: .systematic, help: "Delete the character; most editors do not display it.")
  let requiresWellFormedText = false
  var triggers: FieldFlags { .control }
  var recordTriggers: RecordFlags { .endMark }

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    let text = value.layout.document.text
    if let found = CharacterClassifier.first(in: text, value.field.value, where: CharacterClassifier.isControl) {
      report.add(Message("control character: {}", .character(found.scalar)), at: found.range, of: value)
      return
    }
    guard
      let offset = value.field.value.first(where: {
        ControlCharacter.isControl(text[$0]) && !isEdgeTab($0, value) && !isLineEnd($0, value)
      })
    else { return }
    report.add(
      Message("control character: {}", .character(Unicode.Scalar(text[offset]))), at: offset..<offset + 1, of: value)
  }

  /// DOS programs end a text with Ctrl-Z; a file that was not closed ends with NUL characters.
  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    let isCtrlZ = context.layout.document.text[row.range.lowerBound] == 0x1A
    report.add(
      isCtrlZ ? "Ctrl-Z, the end mark of DOS programs, after the last row" : "NUL characters after the last row",
      at: row.range, in: row.place)
  }

  /// A tab, or a separator of units, records, groups or files.
  private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x09 || (0x1C...0x1F).contains(byte) }

  private static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }

  private func isEdgeTab(_ offset: Int, _ value: Value) -> Bool {
    value.layout.document.text[offset] == 0x09 && !value.range.contains(offset)
  }

  private func isLineEnd(_ offset: Int, _ value: Value) -> Bool {
    guard value.flags.contains(.lineBreak) else { return false }
    let byte = value.layout.document.text[offset]
    return byte == 0x0A || byte == 0x0D
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard finding.field != nil else { return Fix("Delete the end mark", isSafe: true, [Fix.Edit(finding.range)]) }
    guard let field = fixer.field(of: finding) else { return nil }
    // A tab, or one of ASCII's separators, may separate two values: without it, a password would be part of another one.
    let value = fixer.layout.document.text[field.value]
    if value.contains(where: { ControlCharacter.isSeparator($0) }) { return nil }
    let edits = fixer.map(field, trims: true) { scalar in
      if CharacterClassifier.isControl(scalar) { return ControlCharacter.meant(scalar) }
      return scalar.value < 0x20 && scalar != "\n" && scalar != "\r" || scalar.value == 0x7F ? nil : scalar
    }
    return edits.isEmpty ? nil : Fix("Delete the control characters", isSafe: isEndMark(finding, fixer), edits)
  }

  /// The only control character is DOS's end mark, as the file's last byte.
  private func isEndMark(_ finding: Finding, _ fixer: Fixer) -> Bool {
    let text = fixer.layout.document.text
    return finding.range == text.count - 1..<text.count && text[text.count - 1] == 0x1A
  }

  /// A C1 control is a character of Windows-1252 that was read as Latin-1.
  private static func meant(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let meant = TextEncoding.named("windows-1252")?.decode([UInt8(truncatingIfNeeded: scalar.value)])
    return meant?.unicodeScalars.first.flatMap { CharacterClassifier.isControl($0) || $0 == "\u{FFFD}" ? nil : $0 }
  }
}
