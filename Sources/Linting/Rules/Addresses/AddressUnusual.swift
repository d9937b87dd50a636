import CSV
import Migration

/// Legal, but nothing that Microsoft 365 assigns.
struct AddressUnusual: ValueRule {
  let info = RuleInfo(
    "address-unusual", .warning, .addresses, traits: .systematic,
    help: "Write the address that the admin center shows for this mailbox.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  private static let traits: [(trait: Address.Traits, message: Message)] = [
    (.comment, "comment in the address: valid, but no Microsoft 365 mailbox has one"),
    (.obsoleteLocalPart, "quoted words in the local part: obsolete, and not assignable"),
    (.quotedLocalPart, "quoted local part: valid, but not assignable"),
    (.addressLiteral, "IP address instead of a domain: valid, but not assignable"),
    (.dotlessDomain, "domain without a dot, which no tenant has"),
    (.numericTopLevel, "numeric top-level domain, which does not exist"),
  ]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard case .read(let address) = row.address,
      let odd = AddressUnusual.traits.first(where: { address.traits.contains($0.trait) })
    else { return }
    report.add(odd.message, at: value.range, of: value)
  }
}
