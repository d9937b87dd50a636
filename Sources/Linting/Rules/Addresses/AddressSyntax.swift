import CSV
import Migration

/// Not an SMTP mailbox.
struct AddressSyntax: ValueRule {
  let info = RuleInfo(
    "address-syntax", .error, .addresses, traits: .systematic,
    help: "Write the address of the target mailbox as `local@domain`.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard case .failed(let failure) = row.address, !failure.defect.isLength, AddressSyntax.judges(value, row),
      !CharactersLost.isInDomain(value.range(0..<value.bytes.count), failure.offset, value.layout)
    else { return }
    report.add(
      Message("invalid e-mail address: {} ({})", .text(failure.defect.explanation), .text("\(failure.defect.clause)")),
      at: value.range(failure.offset..<min(failure.offset + failure.length, value.bytes.count)), of: value)
  }

  /// Whether this rule, not spreadsheet-formula, says what is wrong with a value that is no address.
  static func judges(_ value: Value, _ row: Row) -> Bool {
    value.column.role == .address && failed(row) && value.bytes.first != UInt8(ascii: "=")
  }

  static func failed(_ row: Row) -> Bool {
    switch row.address {
    case .failed, .decorated: true
    case .none, .plain, .read: false
    }
  }
}

extension FieldFlags {
  /// Not an ordinary address (see ``Migration/Address/plainDomainStart(_:_:)``).
  static var unusualAddress: FieldFlags { FieldFlags(.unusualAddress) }
}
