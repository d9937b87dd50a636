import CSV
import Layout
import Migration

/// A sign-in name or password that looks like a rewritten date. In a workbook, also a date where text is meant.
struct SpreadsheetDate: ValueRule, TableRule {
  let info = RuleInfo(
    "spreadsheet-date", .warning, .values, traits: [.hidesMeaning, .systematic],
    help: "Format the column as text in the spreadsheet, and type the value again.")
  let triggers: FieldFlags = .numberLike
  let roles: Set<Kind.ColumnRole>? = [.signInName, .password]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    // Text in a cell is what was typed: a spreadsheet would have made a date of it otherwise.
    guard !value.isInWorkbook, let base = value.bytes.baseAddress,
      SpreadsheetClassifier.isDate(base, value.bytes.count) || isNumericDate(value.bytes)
    else { return }
    report.add("value converted to a date by a spreadsheet", at: value.range, of: value)
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    context.forEachTypedCell([.signInName, .password, .root], accessor) { cell, column, range, place in
      guard cell.kind == .date || cell.kind == .time else { return }
      report.add(
        "date instead of text: Excel writes it in the format of the computer's region", at: range, in: place,
        field: column)
    }
  }

  /// `1/2/2024`, `02.01.24`, `2024-01-02`.
  private func isNumericDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for separator in [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")] {
      let parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 3,
        parts.allSatisfy({ (1...4).contains($0.count) && $0.allSatisfy { (0x30...0x39).contains($0) } })
      else { continue }
      let numbers = parts.map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
      if parts[0].count == 4 {
        return (1900...2100).contains(numbers[0]) && (1...12).contains(numbers[1]) && (1...31).contains(numbers[2])
      }
      guard parts[0].count <= 2, parts[1].count <= 2, parts[2].count != 3, parts[2].count > 1 else { return false }
      let isYear = parts[2].count == 2 || (1900...2100).contains(numbers[2])
      return isYear && (1...31).contains(numbers[0]) && (1...31).contains(numbers[1])
        && min(numbers[0], numbers[1]) <= 12
    }
    return false
  }
}
