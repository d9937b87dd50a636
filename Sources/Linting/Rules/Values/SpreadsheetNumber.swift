import CSV
import Layout

/// `1.23E+11`: a spreadsheet made a number of a name. In a workbook, also a number where text is meant.
struct SpreadsheetNumber: ValueRule, TableRule {
  let info = RuleInfo(
    "spreadsheet-number", .error, .values, traits: [.hidesMeaning, .systematic],
    help: "Format the column as text in the spreadsheet, enter the values again, and export.")
  let triggers: FieldFlags = .numberLike

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard SpreadsheetNumber.speaks(of: value), value.typedCell == nil else { return }
    report.add("value converted to scientific notation by a spreadsheet; digits are lost", at: value.range, of: value)
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    context.forEachTypedCell([.signInName, .password, .root], accessor) { cell, column, range, place in
      switch cell.kind {
      case .number where !cell.isPadded:
        report.add(
          "number instead of text: leading zeros are gone, and Excel writes long numbers as `1.23E+11`", at: range,
          in: place, field: column)
      case .boolean:
        report.add(
          "logical value instead of text: Excel writes it in the language of the computer", at: range, in: place,
          field: column)
      default: break
      }
    }
  }

  static func speaks(of value: Value) -> Bool { value.flags.contains(.numberLike) && isScientific(value.bytes) }

  /// Digits, `E`, a sign and an exponent: what Excel and LibreOffice write and nobody types.
  static func isScientific(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let e = bytes.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), e > 0, e + 2 < bytes.count else {
      return false
    }
    let sign = bytes[e + 1]
    let mantissa = bytes[..<e]
    return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"))
      && mantissa.count { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") } <= 1
      && mantissa.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
      && bytes[(e + 2)...].allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension FieldFlags {
  /// Digits and the marks of numbers and dates only, or a date with a month's name.
  static var numberLike: FieldFlags { FieldFlags(.numberLike) }
}
