import CSV

/// Something between a quoted value and its separators.
struct TextAfterQuote: RecordRule, FixingRule {
  let info = RuleInfo(
    "text-after-quote", .error, .structure,
    help: "Double each quote inside the value, and let nothing stand outside its quotes.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    for defect in row.quoteDefects {
      switch defect.kind {
      case .textAfter: collector.add("text behind the quote that closes the value", at: defect, of: row)
      case .blankAfter: collector.add("a blank between the closing quote and the separator", at: defect, of: row)
      case .blankBefore where !row.quoteDefects.contains { $0.field == defect.field && $0.kind == .unclosed }:
        collector.add(
          "a blank before the opening quote: strict readers take the quote for a part of the value", at: defect, of: row
        )
      default: break
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let text = fixer.table.bytes(finding.range)
    if text.allSatisfy(Value.isBlank) {
      return Fix("delete the blanks outside the quotes", isSafe: true, [Fix.Edit(finding.range)])
    }
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .unclosedQuote) else { return nil }
    // All that stands between the outer quotes is the value, each quote in it meant as one.
    var inside = Array(fixer.table.bytes(field.whole))
    while let first = inside.first, Value.isBlank(first) { inside.removeFirst() }
    while let last = inside.last, Value.isBlank(last) { inside.removeLast() }
    guard inside.count > 2, inside.first == Fixer.quote else { return nil }
    let isClosed = inside.last == Fixer.quote
    inside = Array(isClosed ? inside[1..<inside.count - 1] : inside[1...])
    if !isClosed, let close = inside.firstIndex(of: Fixer.quote) { inside.remove(at: close) }
    guard isClosed || !inside.contains(Fixer.quote) else { return nil }
    return Fix("put the whole value in quotes", isSafe: false, [Fix.Edit(field.whole, Fixer.quoted(inside))])
  }
}
