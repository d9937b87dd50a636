/// Bytes of another encoding than Unicode's.
struct EncodingNotUnicode: TableRule, FixingRule {
  let info = RuleInfo("encoding-not-unicode", .error, .characters, help: "Save the file again as “CSV UTF-8”.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard case .legacy(let name, let confidence) = table.document.encoding else { return }
    let text = table.document.text
    guard let first = CharacterClassifier.first(in: text, table.document.start..<text.count, where: { $0.value > 0x7F })
    else { return }
    let place = table.place(containing: first.range.lowerBound)
    let guess =
      switch confidence {
      case nil: "\(name), as it was named"
      case 0: "perhaps \(name)"
      case let confidence?: "\(name), to \(confidence) %"
      }
    collector.add(
      Message(
        "the file is not in UTF-8 but in another encoding ({}); this is the first byte that shows it", .text(guess)),
      at: first.range, in: place, field: table.column(at: first.range.lowerBound, in: place))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard case .legacy(_, let confidence) = fixer.table.document.encoding, fixer.isConvertible else { return nil }
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
