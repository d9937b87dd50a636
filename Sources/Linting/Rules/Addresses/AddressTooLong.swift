import CSV
import Migration

/// A part of the address is longer than SMTP takes.
struct AddressTooLong: ValueRule {
  let info = RuleInfo(
    "address-too-long", .error, .addresses, help: "Use the mailbox's address as the admin center shows it.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ collector: FindingCollector) {
    guard case .failed(let failure) = row.address, failure.defect.isLength else { return }
    collector.add(
      Message("{} ({})", .text(failure.defect.explanation), .text("\(failure.defect.clause)")),
      at: value.range(failure.offset..<min(failure.offset + failure.length, value.bytes.count)), of: value)
  }
}
