import Layout

/// The file holds passwords, and others than its owner may read it.
struct FileReadableByOthers: DocumentRule {
  let info = RuleInfo(
    "file-readable-by-others", .warning, .file, traits: .exposesSecrets,
    help: "Make the file private: `chmod 600 FILE`.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard let access = context.input.access, access.group || access.others, context.layout.passwordColumn != nil else {
      return
    }
    let who = access.others ? "all users of this machine" : "the file's group"
    report.add(
      Message("file with passwords is readable by {}", .text(who)),
      at: context.layout.document.start..<context.layout.document.start, in: .file)
  }
}
