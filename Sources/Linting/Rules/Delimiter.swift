/// The values are separated by something else than commas.
struct Delimiter: DocumentRule {
  let info = RuleInfo("delimiter", .error, .structure, mend: "Export with commas; Excel takes the separator from Windows' region settings.")

  func check(_ table: Table, _ report: Report) {
    guard let wrong = table.prelude.wrongDelimiter else { return }
    let byte = table.document.text[wrong.range.lowerBound]
    let where_ = table.prelude.rowDelimiter == nil ? "the file's values are" : "the rows' values, unlike the header's, are"
    report.add(
      Message("{} separated by {}; the service wants commas", .text(where_), .text(Delimiter.name(byte))), at: wrong.range, in: wrong.place)
  }

  static func name(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: ";"): "semicolons"
    case UInt8(ascii: "\t"): "tabs"
    case UInt8(ascii: "|"): "vertical bars"
    default: "commas"
    }
  }
}
