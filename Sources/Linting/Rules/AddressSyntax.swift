import CSV
import Migration

/// Not an SMTP mailbox.
struct AddressSyntax: ValueRule {
  let info = RuleInfo("address-syntax", .error, .addresses, mend: "Write the address of the target mailbox as local@domain.")
  let wakes: Facts = .oddAddress
  let holds: Set<Kind.Holding>? = [.address]

  func check(_ value: Value, of row: Row, _ report: Report) {
    guard case .failed(let failure) = row.address, !failure.defect.isLength else { return }
    report.add(
      Message("not an e-mail address: {} ({})", .text(failure.defect.explanation), .text("\(failure.defect.clause)")),
      at: value.range(failure.offset..<min(failure.offset + failure.length, value.bytes.count)), of: value)
  }
}
