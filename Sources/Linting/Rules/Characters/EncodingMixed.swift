import CSV
import Layout
import TextEncoding

/// Stray bytes of another encoding in a text that is otherwise UTF-8.
struct EncodingMixed: CharacterRule, FixingRule {
  let info = RuleInfo(
    "encoding-mixed", .error, .characters, fixPriority: 40, traits: .restoresCharacters,
    help: "Retype the character in an editor that saves UTF-8.")
  let triggers: FieldFlags = .badBytes
  let requiresWellFormedText = false

  /// A value with more of them is as a whole in another encoding.
  private static let mostPlaces = 20

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    let text = value.layout.document.text
    var p = value.field.valueStart
    var places = 0
    while places < EncodingMixed.mostPlaces, p < value.field.valueEnd {
      let start = p
      while p < value.field.valueEnd, UTF8Survey.sequenceLength(text, at: p) == 0 { p += 1 }
      if p > start {
        places += 1
        report.add(
          "invalid UTF-8: these bytes are in another encoding than the rest of the file", at: start..<p, of: value)
      } else {
        p += UTF8Survey.sequenceLength(text, at: p)
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let text = TextEncoding.named("windows-1252")?.decode(Array(fixer.layout.bytes(finding.range))) else {
      return nil
    }
    return Fix("Decode the bytes as Windows-1252", isSafe: false, [Fix.Edit(finding.range, Array(text.utf8))])
  }
}

extension FieldFlags {
  /// Bytes that are not UTF-8.
  static var badBytes: FieldFlags { FieldFlags(.badBytes) }
}
