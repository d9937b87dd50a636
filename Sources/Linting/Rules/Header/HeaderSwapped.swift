import CSV
import Layout

/// Two headers above each other's values.
struct HeaderSwapped: HeaderRule, FixingRule {
  let info = RuleInfo(
    "header-swapped", .error, .header, fixPriority: 215, help: "Swap the two column names in the header row.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard let swapped = context.layout.swapped, swapped.first < header.cells.count, swapped.second < header.cells.count
    else { return }
    let (first, second) = (header.cells[swapped.first], header.cells[swapped.second])
    report.add(
      Message(
        "swapped column names: `{}` and `{}` are above each other's values", .value(first.range), .value(second.range)),
      at: first.range, in: header.place, field: swapped.first,
      related: .init(message: "swapped with this column", range: second.range, place: header.place))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let swapped = fixer.layout.swapped, let header = fixer.layout.header else { return nil }
    let fields = fixer.fields(of: finding)
    guard swapped.first < fields.count, swapped.second < fields.count, !header.isMissing else { return nil }
    let edits = [(swapped.first, swapped.second), (swapped.second, swapped.first)].map { place, other in
      Fix.Edit(fields[place].whole, Array(fixer.layout.bytes(fields[other].whole)))
    }
    var fix = Fix(
      "Swap the two column names", isSafe: true, edits.sorted { $0.range.lowerBound < $1.range.lowerBound })
    fix.isLoose = true
    return fix
  }
}
