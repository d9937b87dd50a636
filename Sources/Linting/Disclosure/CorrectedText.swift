import CSV

extension LintResult {
  /// The longest corrected text that is worth showing, in bytes.
  private static let longestCorrection = 60

  /// What a value's text is after a fix, for help such as "write this"; nil where it may be a secret, is long, contains
  /// characters that cannot be read, or where the fix changes anything outside of the value.
  public func corrected(_ finding: Finding, by fix: Fix) -> String? {
    guard let column = finding.field, !fix.becomesUTF8, !fix.edits.isEmpty, mayQuote(column, in: finding.place),
      let record = quoted.row(at: finding.place)?.record, column < record.fields.count
    else { return nil }
    let field = record.fields[column].whole
    guard field.count <= 4 * LintResult.longestCorrection else { return nil }
    let text = context.layout.document.text
    var result: [UInt8] = []
    var offset = field.lowerBound
    for edit in fix.edits {
      guard edit.range.lowerBound >= offset, edit.range.upperBound <= field.upperBound else { return nil }
      result.append(contentsOf: text[offset..<edit.range.lowerBound])
      result.append(contentsOf: edit.text)
      offset = edit.range.upperBound
    }
    result.append(contentsOf: text[offset..<field.upperBound])
    guard !result.isEmpty, result.count <= LintResult.longestCorrection else { return nil }
    if result.allSatisfy({ $0 &- 0x20 < 0x5F && $0 != UInt8(ascii: "`") }) {
      return String(decoding: result, as: UTF8.self)
    }
    guard
      let shown = String(validating: result, as: UTF8.self),
      shown.unicodeScalars.allSatisfy({ LintResult.isReadable($0) })
    else { return nil }
    return shown
  }

  private static func isReadable(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar != "`" else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
    case .spaceSeparator: return scalar == " "
    default: return true
    }
  }
}
