import CSV
import Migration

/// A display name, angle brackets, `mailto:`, several addresses in one cell.
struct AddressDecorated: ValueRule, FixingRule {
  let info = RuleInfo("address-decorated", .error, .addresses, mend: "Leave nothing but the one address.")
  let wakes: Facts = .oddAddress
  let holds: Set<Kind.Holding>? = [.address]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard case .decorated(let decoration) = row.address else { return }
    let message: Message = switch decoration {
    case .displayName: "a display name stands with the address"
    case .angleBrackets: "the address stands in angle brackets"
    case .mailto: "the address is written as a link, with mailto:"
    case .severalAddresses: "more than one address stands in the cell"
    }
    report.add(message, at: value.range, of: value)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding) else { return nil }
    let content = fixer.content(field)
    let decoration = content.withUnsafeBufferPointer { Address.undecorated($0) }
    guard let decoration, decoration.reason != .severalAddresses else { return nil }
    return Fix("leave the address alone", isSafe: true, [fixer.edit(field, content: Array(content[decoration.address]))])
  }
}
