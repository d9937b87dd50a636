import CSV
import Migration

/// `="…"` wrappers, and cells that a spreadsheet would evaluate.
struct SpreadsheetFormula: ValueRule {
  let info = RuleInfo("spreadsheet-formula", .warning, .values, mend: "Let the value stand without the wrapper or the leading sign.")
  let wakes: Facts = [.wrapped, .likeFormula]
  let needsSoundText = false

  func check(_ value: Value, of row: Row, _ report: Report) {
    if value.facts.contains(.wrapped) {
      report.add("a spreadsheet's wrapper =\"…\": the service takes the signs for a part of the value", at: value.range, of: value, severity: .error)
    } else if value.facts.isDisjoint(with: [.unsound, .quoteDefect]), !isJudgedAsAddress(value, row) {
      report.add("a spreadsheet would take the value for a formula", at: value.range, of: value)
    }
  }

  private func isJudgedAsAddress(_ value: Value, _ row: Row) -> Bool {
    guard value.column.holds == .address else { return false }
    switch row.address {
    case .failed, .decorated: return true
    case .none, .plain, .read: return false
    }
  }
}
