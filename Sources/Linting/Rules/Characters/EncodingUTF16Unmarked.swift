import Layout

/// UTF-16 or UTF-32 that does not say so.
struct EncodingUTF16Unmarked: DocumentRule, FixingRule {
  let info = RuleInfo(
    "encoding-utf16-unmarked", .error, .characters, fixPriority: 20, help: "Save the file as “CSV UTF-8”.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard case .wide(let name, isMarked: false) = context.layout.document.encoding else { return }
    report.add(
      Message("{} without a byte order mark, so that readers do not recognize it", .text(name)), at: 0..<0,
      in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard fixer.isConvertible else { return nil }
    var fix = Fix("Convert the file to UTF-8", isSafe: true, [])
    fix.becomesUTF8 = true
    return fix
  }
}
