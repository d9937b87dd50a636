import CSV
import Layout

/// The header row again inside the table.
struct HeaderRepeated: RecordRule, FixingRule {
  let info = RuleInfo(
    "header-repeated", .error, .structure, fixPriority: 124, help: "Delete the row.")
  let recordTriggers: RecordFlags = .repeatedHeader

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    guard let header = context.layout.header else { return }
    report.add(
      "repeated header row; the service reads it as data", at: row.range, in: row.place,
      related: .init(message: "first header row", range: header.range, place: header.place))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    var reader = fixer.layout.rowReader(from: finding.place.start)
    guard reader.next() else { return nil }
    return Fix("Delete the repeated header row", isSafe: true, [Fix.Edit(reader.start..<reader.position)])
  }
}
