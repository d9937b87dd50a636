import CSV
import Layout
import Migration

/// A display name, angle brackets, `mailto:`, several addresses in one cell.
struct AddressDecorated: ValueRule, FixingRule {
  let info = RuleInfo(
    "address-decorated", .error, .addresses, fixPriority: 290, traits: [.systematic, .madeByProgram],
    help: "Keep one address and nothing else in the cell.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard case .decorated(let decoration) = row.address else { return }
    let message: Message =
      switch decoration {
      case .displayName: "display name next to the address"
      case .angleBrackets: "address in angle brackets"
      case .mailto: "address with `mailto:`"
      case .proxyType: "address with `SMTP:`"
      case .listMarker: "list marker before the address"
      case .webLink: "address written as an HTML link"
      case .markdownLink: "address written as a Markdown link"
      case .severalAddresses: "more than one address in the cell"
      }
    report.add(message, at: value.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let content = fixer.layout.content(field)
    let decoration = content.withUnsafeBufferPointer { Address.undecorated($0) }
    guard let decoration, decoration.reason != .severalAddresses else { return nil }
    let isSafe = !AddressDecorated.namesAnother(content, beside: decoration.address)
    return Fix(
      "Keep only the address", isSafe: isSafe, [fixer.edit(field, content: Array(content[decoration.address]))])
  }

  /// The cell contains another address: which of them is meant?
  private static func namesAnother(_ content: [UInt8], beside range: Range<Int>) -> Bool {
    func folded(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }
    let address = folded(content[range])
    return [content[..<range.lowerBound], content[range.upperBound...]].contains { part in
      folded(part).split(separator: address, omittingEmptySubsequences: true).contains { $0.contains("@") }
    }
  }
}
