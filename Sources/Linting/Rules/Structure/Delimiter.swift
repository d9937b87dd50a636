import CSV
import Layout

/// The values are separated by something else than commas.
struct Delimiter: DocumentRule, FixingRule {
  let info = RuleInfo(
    "delimiter", .error, .structure, fixPriority: 100, traits: .obscuresRows,
    help: "Replace the delimiters with `batchlint fix`, or export the list again with commas.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    // The lines of an export are converted as they are.
    guard context.layout.evidence.accountList == nil else { return }
    let bounds = context.layout.evidence.bounds
    if context.layout.evidence.framing == .drawnTable {
      return report.add(
        "table drawn with vertical bars; the service expects commas", at: bounds.start..<bounds.start,
        in: RowPlace(start: bounds.start, line: bounds.line, record: 1, row: nil))
    }
    guard let wrong = context.layout.preamble.wrongDelimiter else { return }
    let byte = context.layout.document.text[wrong.range.lowerBound]
    let where_ =
      context.layout.preamble.rowDelimiter == nil
      ? "values" : "rows, but not the header row,"
    report.add(
      Message("{} delimited by {}; the service expects commas", .text(where_), .text(Delimiter.name(byte))),
      at: wrong.range, in: wrong.place)
  }

  static func name(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: ";"): "semicolons"
    case UInt8(ascii: "\t"): "tabs"
    case UInt8(ascii: "|"): "vertical bars"
    default: "commas"
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    if fixer.layout.evidence.framing == .drawnTable { return fixer.unframe("Delimit the values with commas") }
    let context = fixer.context
    var edits: [Fix.Edit] = []
    // One for all: there are as many edits as values.
    let comma = [Fixer.comma]
    let isSound = fixer.records { reader, isHeader in
      guard reader.delimiter != Fixer.comma else { return true }
      let expected = isHeader ? context.layout.header?.cells.count ?? 0 : context.layout.expectedCount
      let commas = context.layout.document.text[reader.start..<reader.end].count { $0 == Fixer.comma }
      // A row that has commas already is left as it is.
      if reader.count == 1, !isHeader, commas + 1 == expected { return true }
      // What is a value of such a row must be known first: a person, or another fix, says it.
      let isClear = reader.count == expected && reader.flags.isDisjoint(with: .quoteDefect)
      guard isClear || commas == 0 && reader.count <= expected else { return false }
      for (index, field) in reader.fields.enumerated() {
        let isQuoted = field.flags.contains(.quoted)
        if !isQuoted, context.layout.bytes(field.whole).contains(Fixer.comma) {
          edits.append(Fix.Edit(field.whole, Fixer.quoted(Array(context.layout.bytes(field.whole)))))
        }
        if index < reader.fields.count - 1 { edits.append(Fix.Edit(field.end..<field.end + 1, comma)) }
      }
      return true
    }
    return isSound ? Fix("Delimit the values with commas", isSafe: true, edits) : nil
  }
}
