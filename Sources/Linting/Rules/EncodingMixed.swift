import CSV

/// Stray bytes of another encoding in a text that is otherwise UTF-8.
struct EncodingMixed: CharacterRule {
  let info = RuleInfo("encoding-mixed", .error, .characters, mend: "Type the character again in an editor that saves UTF-8.")
  let wakes: Facts = .badBytes
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    let text = value.table.document.text
    var p = value.field.valueStart
    while p < value.field.valueEnd {
      let start = p
      while p < value.field.valueEnd, UTF8Survey.sequenceLength(text, at: p) == 0 { p += 1 }
      if p > start {
        report.add("these bytes are not UTF-8, as the rest of the file is", at: start..<p, of: value)
      } else {
        p += UTF8Survey.sequenceLength(text, at: p)
      }
    }
  }
}
