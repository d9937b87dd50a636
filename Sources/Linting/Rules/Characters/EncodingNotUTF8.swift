/// Unicode, but not the encoding of Unicode that the service reads.
struct EncodingNotUTF8: DocumentRule, FixingRule {
  let info = RuleInfo("encoding-not-utf8", .error, .characters, help: "Save the file again as “CSV UTF-8”.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard table.kind.encodings == .utf8, case .wide(let name, isMarked: true) = table.document.encoding else { return }
    collector.add(Message("the file is in {}, and the service reads UTF-8 only", .text(name)), at: 0..<0, in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard fixer.isConvertible else { return nil }
    var fix = Fix("convert the file to UTF-8", isSafe: true, [])
    fix.becomesUTF8 = true
    return fix
  }
}
