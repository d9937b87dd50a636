import Layout

/// Unicode, but not the encoding of Unicode that the service reads.
struct EncodingNotUTF8: DocumentRule, FixingRule {
  let info = RuleInfo(
    "encoding-not-utf8", .error, .characters, fixPriority: 30, help: "Save the file as “CSV UTF-8”.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    guard context.layout.kind.encodings == .utf8,
      case .wide(let name, isMarked: true) = context.layout.document.encoding
    else { return }
    report.add(Message("file in {}; the service requires UTF-8", .text(name)), at: 0..<0, in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard fixer.isConvertible else { return nil }
    var fix = Fix("Convert the file to UTF-8", isSafe: true, [])
    fix.becomesUTF8 = true
    return fix
  }
}
