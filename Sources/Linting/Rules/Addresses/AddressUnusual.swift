import CSV
import Migration

/// Legal, but nothing that Microsoft 365 assigns.
struct AddressUnusual: ValueRule {
  let info = RuleInfo(
    "address-unusual", .warning, .addresses, help: "Use the mailbox's address as the admin center shows it.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  private static let traits: [(trait: Address.Traits, message: Message)] = [
    (.comment, "the address holds a comment: legal, but no mailbox of Microsoft 365 has one"),
    (.obsoleteLocalPart, "the local part has quoted words among its parts: obsolete, and not assignable"),
    (.quotedLocalPart, "the local part stands in quotes: legal, but not assignable"),
    (.addressLiteral, "an IP address stands for the domain: legal, but not assignable"),
    (.dotlessDomain, "the domain has no dot: no tenant has such a one"),
    (.numericTopLevel, "the domain ends in digits only: no such top-level domain exists"),
  ]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard case .read(let address) = row.address,
      let odd = AddressUnusual.traits.first(where: { address.traits.contains($0.trait) })
    else { return }
    collector.add(odd.message, at: value.range, of: value)
  }
}
