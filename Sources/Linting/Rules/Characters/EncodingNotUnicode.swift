import Layout

/// Bytes of another encoding than Unicode's.
struct EncodingNotUnicode: TableRule, FixingRule {
  let info = RuleInfo(
    "encoding-not-unicode", .error, .characters, fixPriority: 10, help: "Save the file again as “CSV UTF-8”.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard case .legacy(let name, let confidence) = context.layout.document.encoding else { return }
    let text = context.layout.document.text
    guard
      let first = CharacterClassifier.first(
        in: text, context.layout.document.start..<text.count, where: { $0.value > 0x7F })
    else { return }
    let place = context.place(containing: first.range.lowerBound)
    let guess =
      switch confidence {
      case nil: "\(name), as it was named"
      case 0: "perhaps \(name)"
      case let confidence?: "\(name), to \(confidence) %"
      }
    report.add(
      Message(
        "the file is not in UTF-8 but in another encoding ({}); this is the first byte that shows it", .text(guess)),
      at: first.range, in: place, field: context.layout.column(at: first.range.lowerBound, in: place))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard case .legacy(_, let confidence) = fixer.layout.document.encoding, fixer.isConvertible else { return nil }
    var fix = Fix(
      "convert the file to UTF-8", isSafe: confidence.map { $0 >= EncodingNotUnicode.sureConfidence } ?? true, [])
    fix.becomesUTF8 = true
    return fix
  }

  /// From this confidence on the detected encoding is taken for granted. Files with one odd letter, which are told
  /// wrong at
  /// times, stay below.
  private static let sureConfidence = 70
}
