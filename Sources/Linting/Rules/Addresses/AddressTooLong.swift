import CSV
import Migration

/// A part of the address is longer than SMTP takes.
struct AddressTooLong: ValueRule {
  let info = RuleInfo(
    "address-too-long", .error, .addresses, help: "Write the address that the admin center shows for this mailbox.")
  let triggers: FieldFlags = .unusualAddress
  let roles: Set<Kind.ColumnRole>? = [.address]

  func check(_ value: Value, of row: Row, _ report: RuleReporter) {
    guard case .failed(let failure) = row.address, failure.defect.isLength else { return }
    report.add(
      Message("{} ({})", .text(failure.defect.explanation), .text("\(failure.defect.clause)")),
      at: value.range(failure.offset..<min(failure.offset + failure.length, value.bytes.count)), of: value)
  }
}
