/// UTF-16 or UTF-32 that does not say so.
struct EncodingUTF16Unmarked: DocumentRule, FixingRule {
  let info = RuleInfo("encoding-utf16-unmarked", .error, .characters, help: "Save the file again as “CSV UTF-8”.")

  func check(_ table: Table, _ collector: FindingCollector) {
    guard case .wide(let name, isMarked: false) = table.document.encoding else { return }
    collector.add(
      Message("the file is in {} without a byte order mark: nothing tells a reader so", .text(name)), at: 0..<0,
      in: .file)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard fixer.isConvertible else { return nil }
    var fix = Fix("convert the file to UTF-8", isSafe: true, [])
    fix.becomesUTF8 = true
    return fix
  }
}
