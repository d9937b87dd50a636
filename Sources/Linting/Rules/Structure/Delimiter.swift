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
    if case .separated(let separator, let place, _) = context.layout.evidence.framing {
      let isInRows = place == .rows
      let start = isInRows ? Delimiter.secondLine(context.layout.document.text, bounds.start) : bounds.start
      return report.add(
        Delimiter.message(place, separator.name), at: start..<start,
        in: RowPlace(start: start, line: bounds.line + (isInRows ? 1 : 0), record: 1, row: nil))
    }
    let preamble = context.layout.preamble
    guard let wrong = preamble.wrongDelimiter else { return }
    let place: ForeignSeparator.Place =
      preamble.rowDelimiter == nil ? .everywhere : preamble.delimiter == Fixer.comma ? .rows : .header
    report.add(
      Delimiter.message(place, Delimiter.name(context.layout.document.text[wrong.range.lowerBound])),
      at: wrong.range, in: wrong.place)
  }

  private static func message(_ place: ForeignSeparator.Place, _ name: String) -> Message {
    let what =
      switch place {
      case .everywhere: "values"
      case .rows: "rows, but not the header row,"
      case .header: "header row, but not the rows,"
      }
    return Message("{} delimited by {}; the service expects commas", .text(what), .text(name))
  }

  private static func secondLine(_ text: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    let end = text[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    return FilePreamble.endOfLine(text, end)
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
    if let framing = fixer.layout.evidence.framing {
      // In doubt about a single line, none is changed.
      guard framing.coversAllLines(fixer.layout.document.text, fixer.layout.evidence.bounds) else { return nil }
      return fixer.unframe("Delimit the values with commas")
    }
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
