import Layout

/// The content is another file format, whatever the file's name is.
struct FileNotCSV: DocumentRule {
  let info = RuleInfo(
    "file-not-csv", .error, .file, traits: .obscuresRows,
    help: "Save it as “CSV UTF-8 (Comma delimited)”, or run `batchlint convert` on a workbook.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    let document = context.layout.document
    if let origin = document.origin {
      return report.add(
        Message("not a CSV file: {}; `batchlint convert` writes the CSV file", .text(origin.format)), at: 0..<0,
        in: .file, severity: .warning)
    }
    if let problem = document.workbookProblem {
      return report.add(Message("not a CSV file: {}", .text(problem)), at: 0..<0, in: .file)
    }
    guard let format = FileSignature.format(of: document) else { return }
    report.add(Message("not a CSV file: {}", .text(format)), at: 0..<0, in: .file)
  }
}
