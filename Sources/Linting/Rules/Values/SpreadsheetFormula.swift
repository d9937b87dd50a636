import CSV
import Layout
import Migration

/// `="…"` wrappers, and cells that a spreadsheet would evaluate.
///
/// In a workbook, also passwords that a formula computes, and formulas that were never computed.
struct SpreadsheetFormula: ValueRule, TableRule, FixingRule {
  let info = RuleInfo(
    "spreadsheet-formula", .warning, .values, fixPriority: 280, traits: [.hidesMeaning, .systematic],
    help: "Write the value without `=\"…\"` or the leading sign.")
  let triggers: FieldFlags = [.wrapped, .formulaLike]
  let requiresWellFormedText = false

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    if value.flags.contains(.wrapped) {
      report.add(
        "`=\"…\"` around the value, which the service reads as part of it", at: value.range,
        of: value, severity: .error)
    } else if value.flags.isDisjoint(with: [.malformed, .quoteDefect]), !AddressSyntax.judges(value, row),
      !isJudged(value), !SpreadsheetFormula.isTelephoneNumber(value.bytes)
    {
      // A formula that is no address either is a mailbox lost.
      let isLost = value.column.role == .address && AddressSyntax.failed(row)
      report.add(
        "value that a spreadsheet evaluates as a formula", at: value.range, of: value, severity: isLost ? .error : nil)
    }
  }

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let origin = context.layout.document.origin else { return }
    context.forEachTypedCell([.password], accessor) { cell, column, range, place in
      guard cell.isFormula, cell.kind != .error else { return }
      report.add("formula in a password: its last result is taken", at: range, in: place, field: column)
    }
    for cell in origin.facts.formulasWithoutValue where origin.columns.contains(cell.column) {
      guard let (place, range) = context.place(inRows: cell.row...cell.row, column: cell.column), place.row != nil
      else { continue }
      report.add(
        "formula without a result: save the workbook in Excel or LibreOffice", at: range, in: place,
        field: cell.column - origin.columns.lowerBound, severity: .error)
    }
  }

  /// `+47 22 00 00 00`, `+1 (425) 555-0100`.
  private static func isTelephoneNumber(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    value.first == UInt8(ascii: "+") && value.count { $0 &- 0x30 < 10 } >= 6
      && value.dropFirst().allSatisfy { $0 &- 0x30 < 10 || " ()-./".utf8.contains($0) }
  }

  /// Of a column that takes certain values only, value-not-allowed says what is wrong, or nothing is.
  private func isJudged(_ value: Value) -> Bool {
    value.column.known?.permitted.isEmpty == false && value.column.role == .text
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let content = fixer.layout.content(field)
    guard content.count > 3, content.starts(with: Array("=\"".utf8)), content.last == Fixer.quote else { return nil }
    let inside = content[2..<content.count - 1]
    guard !inside.contains(Fixer.quote) else { return nil }
    return Fix("Remove `=\"…\"`", isSafe: true, [fixer.edit(field, content: Array(inside))])
  }
}

extension FieldFlags {
  /// Begins as a formula does.
  static var formulaLike: FieldFlags { FieldFlags(.formulaLike) }
  /// `="…"`, as a spreadsheet writes it.
  static var wrapped: FieldFlags { FieldFlags(.wrapped) }
}
