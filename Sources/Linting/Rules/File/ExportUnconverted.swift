import CSV
import Layout

/// A list of accounts as another program writes it.
struct ExportUnconverted: DocumentRule {
  let info = RuleInfo(
    "export-unconverted", .error, .file,
    help: "Run `batchlint convert` on it, or `batchlint template --users`: they write the migration file.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let list = context.layout.evidence.accountList else { return }
    let bounds = context.layout.evidence.bounds
    let place = RowPlace(start: bounds.start, line: bounds.line, record: 1, row: nil)
    let message =
      list.match.map { Message("this file is no migration file: {}", .text($0.export.title)) }
      ?? "this file is no migration file: a list of accounts with columns of its own"
    report.add(message, at: bounds.start..<bounds.start, in: place)
  }
}
