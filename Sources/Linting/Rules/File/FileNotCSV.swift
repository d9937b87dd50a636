import Layout

/// The content is another file format, whatever the file's name is.
struct FileNotCSV: DocumentRule {
  let info = RuleInfo(
    "file-not-csv", .error, .file, traits: .obscuresRows,
    help: "Export the list as CSV; run `batchlint convert` on a workbook.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    let document = context.layout.document
    if let origin = document.origin {
      return report.add(
        Message("not a CSV file: {}; the service accepts only CSV", .text(origin.format)), at: 0..<0,
        in: .file, severity: .warning)
    }
    if let problem = document.workbookProblem {
      return report.add(Message("not a CSV file: {}", .text(problem)), at: 0..<0, in: .file)
    }
    guard let format = FileSignature.format(of: document) else { return }
    report.add(Message("not a CSV file: {}", .text(format)), at: 0..<0, in: .file)
  }
}
