import CSV
import Layout
import Migration
import TextEncoding

/// An internationalised address or domain.
struct AddressNotASCII: ValueRule, FixingRule {
  let info = RuleInfo(
    "address-not-ascii", .error, .addresses, fixPriority: 300,
    traits: .systematic, help: "Write the ASCII address of the Microsoft 365 mailbox.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard case .read(let address) = row.address,
      !address.traits.isDisjoint(with: [.internationalLocalPart, .internationalDomain])
    else { return }
    guard let offset = value.bytes.firstIndex(where: { $0 >= 0x80 }) else { return }
    let place = value.range(offset..<value.bytes.count)
    if !address.traits.contains(.internationalLocalPart),
      let ascii = Characters.asciiDomain(String(decoding: value.bytes[address.domain], as: UTF8.self))
    {
      report.add(
        Message(
          "domain with characters outside ASCII, which Microsoft 365 does not support (ASCII: `{}`)", .text(ascii)),
        at: place, of: value)
    } else {
      report.add("address with characters outside ASCII, which Microsoft 365 cannot assign", at: place, of: value)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .doubledQuote) else { return nil }
    let value = fixer.layout.bytes(field.value)
    guard let at = value.lastIndex(of: UInt8(ascii: "@")), value[..<at].allSatisfy({ $0 < 0x80 }) else { return nil }
    let domain = field.valueStart + at + 1..<field.valueEnd
    guard let ascii = Characters.asciiDomain(fixer.layout.text(domain)) else { return nil }
    return Fix("Write the domain in ASCII", isSafe: false, [Fix.Edit(domain, Array(ascii.utf8))])
  }
}
