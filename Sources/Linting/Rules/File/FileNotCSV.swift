import Layout

/// The content is another file format, whatever the file's name is.
struct FileNotCSV: DocumentRule {
  let info = RuleInfo(
    "file-not-csv", .error, .file, traits: .obscuresRows,
    help: "Open it in the program that created it and save it as “CSV UTF-8 (Comma delimited)”.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let format = FileSignature.format(of: context.layout.document) else { return }
    report.add(Message("not a CSV file: {}", .text(format)), at: 0..<0, in: .file)
  }
}
