import CSV
import TextEncoding

/// Stray bytes of another encoding in a text that is otherwise UTF-8.
struct EncodingMixed: CharacterRule, FixingRule {
  let info = RuleInfo(
    "encoding-mixed", .error, .characters, help: "Type the character again in an editor that saves UTF-8.")
  let triggers: FieldFlags = .badBytes
  let requiresWellFormedText = false

  /// A value with more of them is as a whole in another encoding.
  private static let mostPlaces = 20

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    let text = value.table.document.text
    var p = value.field.valueStart
    var places = 0
    while places < EncodingMixed.mostPlaces, p < value.field.valueEnd {
      let start = p
      while p < value.field.valueEnd, UTF8Survey.sequenceLength(text, at: p) == 0 { p += 1 }
      if p > start {
        places += 1
        collector.add("these bytes are not UTF-8, as the rest of the file is", at: start..<p, of: value)
      } else {
        p += UTF8Survey.sequenceLength(text, at: p)
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let text = TextEncoding.named("windows-1252")?.decode(Array(fixer.table.bytes(finding.range))) else {
      return nil
    }
    return Fix("read the bytes as Windows-1252", isSafe: false, [Fix.Edit(finding.range, Array(text.utf8))])
  }
}
