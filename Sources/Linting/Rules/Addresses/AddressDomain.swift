import CSV
import Migration
import YAML

/// Not one of the accepted domains (`--domain`).
struct AddressDomain: ValueRule, FixingRule {
  let info = RuleInfo(
    "address-domain", .error, .addresses,
    help: "Write the target address: its domain is one that the tenant has accepted.")
  let triggers: FieldFlags = [.reportableDomain, .unusualAddress]
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    let accepted = value.table.options.domains
    guard !accepted.isEmpty, let start = AddressDomain.start(row) else { return }
    let domain = value.range(start..<value.bytes.count)
    let name = value.table.text(domain)
    guard !accepted.contains(where: { $0.lowercased() == name.lowercased() }) else { return }
    if let near = nearest(to: name, among: accepted) {
      collector.add(Message("{} is not an accepted domain; {} is", .value(domain), .text(near)), at: domain, of: value)
    } else {
      collector.add(
        Message("{} is not one of the accepted domains: {}", .value(domain), .text(accepted.joined(separator: ", "))),
        at: domain, of: value)
    }
  }

  /// Where the domain of a well-formed address begins in its value.
  static func start(_ row: Row) -> Int? {
    switch row.address {
    case .plain(let domain): domain
    case .read(let address) where address.traits.isDisjoint(with: [.internationalLocalPart, .internationalDomain]):
      address.domain.lowerBound
    default: nil
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    nearest(to: fixer.table.text(finding.range), among: fixer.table.options.domains).map {
      Fix("write the accepted domain", isSafe: false, [Fix.Edit(finding.range, Array($0.utf8))])
    }
  }
}
