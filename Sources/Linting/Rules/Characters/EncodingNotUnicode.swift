import Layout
import TextEncoding

/// Bytes of another encoding than Unicode's.
struct EncodingNotUnicode: TableRule, FixingRule {
  let info = RuleInfo(
    "encoding-not-unicode", .error, .characters, fixPriority: 10, help: "Save the file as “CSV UTF-8”.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard case .legacy(let name, let confidence) = context.layout.document.encoding else { return }
    let text = context.layout.document.text
    guard
      let first = CharacterClassifier.first(
        in: text, context.layout.document.start..<text.count, where: { $0.value > 0x7F })
    else { return }
    let place = context.place(containing: first.range.lowerBound)
    let candidates = context.layout.document.encodingCandidates
    let guess =
      switch confidence {
      case nil: "\(name), as specified"
      case let confidence? where confidence >= EncodingDetector.certain: name
      case let confidence? where confidence >= EncodingDetector.probable: "probably \(name)"
      default: "unknown, perhaps \(candidates.isEmpty ? name : candidates.joined(separator: ", "))"
      }
    report.add(
      Message(
        "file is not UTF-8 ({}); first affected character", .text(guess)),
      at: first.range, in: place, field: context.layout.column(at: first.range.lowerBound, in: place))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard case .legacy(_, let confidence) = fixer.layout.document.encoding, fixer.isConvertible,
      confidence.map({ $0 >= EncodingDetector.probable }) ?? true
    else { return nil }
    var fix = Fix(
      "Convert the file to UTF-8", isSafe: confidence.map { $0 >= EncodingDetector.certain } ?? true, [])
    fix.becomesUTF8 = true
    return fix
  }
}
