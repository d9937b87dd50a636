import Layout

/// No bytes, or only white space.
struct FileEmpty: DocumentRule {
  let info = RuleInfo(
    "file-empty", .error, .file, traits: .obscuresRows,
    help: "Export the list again, or start with `batchlint template`.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.layout.document.isBlank else { return }
    report.add(
      context.layout.document.original.isEmpty ? "empty file" : "file contains only white space",
      at: 0..<context.layout.document.text.count, in: .file, service: .emptyFile)
  }
}
