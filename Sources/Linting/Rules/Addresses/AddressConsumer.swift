import CSV
import Layout
import Migration

/// A mailbox provider's domain as the target.
struct AddressConsumer: ValueRule {
  let info = RuleInfo(
    "address-consumer", .warning, .addresses,
    traits: .systematic, help: "Write the Microsoft 365 address; the source address belongs in `UserName`.")
  let triggers: FieldFlags = .reportableDomain
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard let start = AddressDomain.start(row) else { return }
    let domain = value.range(start..<value.bytes.count)
    let name = value.layout.text(domain).lowercased()
    guard ConsumerDomains.contains(name) else { return }
    // Outside the accepted domains, address-domain has said it.
    guard value.context.options.domains.isEmpty else { return }
    report.add(
      Message(
        "`{}` is a mailbox provider's domain: probably the source address, not the target", .value(domain)),
      at: domain, of: value)
  }
}
