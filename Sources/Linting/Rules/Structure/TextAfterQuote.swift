import CSV
import Layout

/// Something between a quoted value and its separators.
struct TextAfterQuote: RecordRule, FixingRule {
  let info = RuleInfo(
    "text-after-quote", .error, .structure, fixPriority: 140, traits: [.obscuresRows, .systematic],
    help: "Double each quote inside the value, and delete what is outside its quotes.")
  let recordTriggers: RecordFlags = .quoteDefect

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    for defect in row.quoteDefects {
      switch defect.kind {
      case .textAfter: report.add("text after the closing quote", at: defect, of: row)
      case .blankAfter: report.add("space between the closing quote and the delimiter", at: defect, of: row)
      case .blankBefore where !row.quoteDefects.contains { $0.field == defect.field && $0.kind == .unclosed }:
        report.add(
          "space before the opening quote: many readers then keep the quotes as part of the value", at: defect, of: row
        )
      default: break
      }
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let text = fixer.layout.bytes(finding.range)
    if text.allSatisfy(\.isSpaceOrTab) {
      return Fix("Delete the spaces outside the quotes", isSafe: true, [Fix.Edit(finding.range)])
    }
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .unclosedQuote) else { return nil }
    // All text between the outer quotes is the value, each quote in it meant as one.
    var inside = Array(fixer.layout.bytes(field.whole))
    while let first = inside.first, first.isSpaceOrTab { inside.removeFirst() }
    while let last = inside.last, last.isSpaceOrTab { inside.removeLast() }
    guard inside.count > 2, inside.first == Fixer.quote else { return nil }
    let isClosed = inside.last == Fixer.quote
    inside = Array(isClosed ? inside[1..<inside.count - 1] : inside[1...])
    if !isClosed, let close = inside.firstIndex(of: Fixer.quote) { inside.remove(at: close) }
    guard isClosed || !inside.contains(Fixer.quote) else { return nil }
    return Fix("Quote the whole value", isSafe: false, [Fix.Edit(field.whole, Fixer.quoted(inside))])
  }
}
