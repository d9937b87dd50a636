import CSV
import Migration

/// A mailbox provider's domain as the target.
struct AddressConsumer: ValueRule {
  let info = RuleInfo(
    "address-consumer", .warning, .addresses,
    help: "Write the mailbox's address in Microsoft 365; in an IMAP file the source's name belongs into UserName.")
  let triggers: FieldFlags = .reportableDomain
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard let start = AddressDomain.start(row) else { return }
    let domain = value.range(start..<value.bytes.count)
    let name = value.table.text(domain).lowercased()
    guard ConsumerDomains.contains(name) else { return }
    // Outside the accepted domains, address-domain has said it.
    guard value.table.options.domains.isEmpty else { return }
    collector.add(
      Message(
        "{} is a public mailbox provider: this is probably the source's address, not the target's", .value(domain)),
      at: domain, of: value)
  }
}
