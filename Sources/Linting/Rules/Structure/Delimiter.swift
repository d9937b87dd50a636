import CSV

/// The values are separated by something else than commas.
struct Delimiter: DocumentRule, FixingRule {
  let info = RuleInfo(
    "delimiter", .error, .structure,
    help: "Export with commas; Excel takes the separator from Windows' region settings.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard let wrong = table.preamble.wrongDelimiter else { return }
    let byte = table.document.text[wrong.range.lowerBound]
    let where_ =
      table.preamble.rowDelimiter == nil ? "the file's values are" : "the rows' values, unlike the header's, are"
    collector.add(
      Message("{} separated by {}; the service wants commas", .text(where_), .text(Delimiter.name(byte))),
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
    let table = fixer.table
    var edits: [Fix.Edit] = []
    // One for all: there are as many edits as values.
    let comma = [Fixer.comma]
    let isSound = fixer.records { reader, isHeader in
      guard reader.delimiter != Fixer.comma else { return true }
      let expected = isHeader ? table.header?.cells.count ?? 0 : table.expectedCount
      let commas = table.document.text[reader.start..<reader.end].count { $0 == Fixer.comma }
      // A row that has commas already is left as it is.
      if reader.count == 1, !isHeader, commas + 1 == expected { return true }
      // What is a value of such a row must be known first: a person, or another fix, says it.
      let isClear = reader.count == expected && reader.flags.isDisjoint(with: .quoteDefect)
      guard isClear || commas == 0 && reader.count <= expected else { return false }
      for (index, field) in reader.fields.enumerated() {
        let isQuoted = field.flags.contains(.quoted)
        if !isQuoted, table.bytes(field.whole).contains(Fixer.comma) {
          edits.append(Fix.Edit(field.whole, Fixer.quoted(Array(table.bytes(field.whole)))))
        }
        if index < reader.fields.count - 1 { edits.append(Fix.Edit(field.end..<field.end + 1, comma)) }
      }
      return true
    }
    return isSound ? Fix("separate the values by commas", isSafe: true, edits) : nil
  }
}
