import CSV
import Layout

/// A list of accounts as another program writes it.
struct ExportUnconverted: DocumentRule {
  let info = RuleInfo(
    "export-unconverted", .error, .file,
    help: "Convert it with `batchlint convert`, or with `batchlint template --users` to leave out the passwords.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let list = context.layout.evidence.accountList else { return }
    let bounds = context.layout.evidence.bounds
    let place = RowPlace(start: bounds.start, line: bounds.line, record: 1, row: nil)
    let message =
      list.match.map { Message("not a migration file: {}", .text($0.export.title)) }
      ?? "not a migration file: account list in an unknown format"
    report.add(message, at: bounds.start..<bounds.start, in: place)
  }
}
