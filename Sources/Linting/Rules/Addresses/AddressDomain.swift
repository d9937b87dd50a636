import CSV
import Layout
import Migration
import YAML

/// Not one of the accepted domains (`--domain`).
struct AddressDomain: ValueRule, FixingRule {
  let info = RuleInfo(
    "address-domain", .error, .addresses, fixPriority: 310,
    traits: .systematic, help: "Write an address in an accepted domain of the tenant, or pass the domain as `--domain`."
  )
  let triggers: FieldFlags = [.reportableDomain, .unusualAddress]
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    let accepted = value.context.options.domains
    guard !accepted.isEmpty, let start = AddressDomain.start(row) else { return }
    let domain = value.range(start..<value.bytes.count)
    let name = value.layout.text(domain)
    guard !accepted.contains(where: { $0.lowercased() == name.lowercased() }) else { return }
    if let near = nearest(to: name, among: accepted) {
      report.add(
        Message("`{}` is not an accepted domain; did you mean `{}`?", .value(domain), .text(near)), at: domain,
        of: value)
    } else {
      report.add(
        Message(
          "`{}` is not an accepted domain (accepted: {})", .value(domain), .text(accepted.joined(separator: ", "))),
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
    nearest(to: fixer.layout.text(finding.range), among: fixer.context.options.domains).map {
      Fix("Write the accepted domain", isSafe: false, [Fix.Edit(finding.range, Array($0.utf8))])
    }
  }
}

extension FieldFlags {
  /// An address whose domain is refused or a consumer's.
  static var reportableDomain: FieldFlags { FieldFlags(.reportableDomain) }
}
