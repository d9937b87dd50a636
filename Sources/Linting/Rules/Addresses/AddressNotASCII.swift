import CSV
import TextEncoding
import Migration

/// An internationalised address or domain.
struct AddressNotASCII: ValueRule, FixingRule {
  let info = RuleInfo(
    "address-not-ascii", .error, .addresses, help: "Use the ASCII address that the mailbox has in Microsoft 365.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard case .read(let address) = row.address,
      !address.traits.isDisjoint(with: [.internationalLocalPart, .internationalDomain])
    else { return }
    guard let offset = value.bytes.firstIndex(where: { $0 >= 0x80 }) else { return }
    let place = value.range(offset..<value.bytes.count)
    if !address.traits.contains(.internationalLocalPart),
      let ascii = Characters.asciiDomain(String(decoding: value.bytes[address.domain], as: UTF8.self))
    {
      collector.add(
        Message(
          "the domain is not ASCII, and Microsoft 365 assigns no such domain; its ASCII form is {}", .text(ascii)),
        at: place, of: value)
    } else {
      collector.add("the address is not ASCII, and Microsoft 365 assigns no such address", at: place, of: value)
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let field = fixer.field(of: finding), field.flags.isDisjoint(with: .doubledQuote) else { return nil }
    let value = fixer.table.bytes(field.value)
    guard let at = value.lastIndex(of: UInt8(ascii: "@")), value[..<at].allSatisfy({ $0 < 0x80 }) else { return nil }
    let domain = field.valueStart + at + 1..<field.valueEnd
    guard let ascii = Characters.asciiDomain(fixer.table.text(domain)) else { return nil }
    return Fix("write the domain in ASCII", isSafe: false, [Fix.Edit(domain, Array(ascii.utf8))])
  }
}
