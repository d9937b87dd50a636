import Layout

/// Above the kind's size, or above the round figure that is documented.
struct FileTooLarge: DocumentRule {
  let info = RuleInfo("file-too-large", .error, .file, help: "Split the file with `batchlint split`.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    let size = context.layout.document.original.count
    if let limit = context.layout.kind.maximumBytes, size > limit {
      report.add(
        Message("file too large: {} bytes; the service accepts at most {}", .number(size), .number(limit)),
        at: context.layout.document.start..<context.layout.document.start, in: .file)
    } else if let documented = context.layout.kind.documentedBytes, size > documented {
      report.add(
        Message("file size {} bytes; the documented limit may be {} bytes", .number(size), .number(documented)),
        at: context.layout.document.start..<context.layout.document.start, in: .file, severity: .warning)
    }
  }
}
