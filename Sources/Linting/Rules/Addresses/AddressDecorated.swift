import CSV
import Migration

/// A display name, angle brackets, `mailto:`, several addresses in one cell.
struct AddressDecorated: ValueRule, FixingRule {
  let info = RuleInfo("address-decorated", .error, .addresses, help: "Leave nothing but the one address.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard case .decorated(let decoration) = row.address else { return }
    let message: Message =
      switch decoration {
      case .displayName: "a display name stands with the address"
      case .angleBrackets: "the address stands in angle brackets"
      case .mailto: "the address is written as a link, with mailto:"
      case .severalAddresses: "more than one address stands in the cell"
      }
    collector.add(message, at: value.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let content = fixer.table.content(field)
    let decoration = content.withUnsafeBufferPointer { Address.undecorated($0) }
    guard let decoration, decoration.reason != .severalAddresses else { return nil }
    let isSafe = !AddressDecorated.namesAnother(content, beside: decoration.address)
    return Fix(
      "leave the address alone", isSafe: isSafe, [fixer.edit(field, content: Array(content[decoration.address]))])
  }

  /// Another address stands in the cell: which of them is meant?
  private static func namesAnother(_ content: [UInt8], beside range: Range<Int>) -> Bool {
    func folded(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self).lowercased() }
    let address = folded(content[range])
    return [content[..<range.lowerBound], content[range.upperBound...]].contains { part in
      folded(part).split(separator: address, omittingEmptySubsequences: true).contains { $0.contains("@") }
    }
  }
}
