import Layout

/// The target is a recipient that takes no mailbox migration (`--recipients`).
struct UnsuitableRecipient: TableRule {
  let info = RuleInfo(
    "recipient-type", .error, .addresses,
    help: "Create a mailbox with this address in the target tenant, or write the address of one that exists.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let directory = context.options.recipients, let matches = context.recipientMatches,
      let column = context.layout.addressColumn
    else { return }
    let accepted = context.layout.kind.recipientTypes
    for row in stride(from: 1, through: context.rowCount, by: 1) {
      guard let recipient = matches.match(ofRow: row).recipient else { continue }
      let type = directory.type(of: recipient)
      if type.isOne(of: accepted) { continue }
      let isUnlicensed = directory.recipients[recipient].hasLicense == false && type.needsLicense
      guard type.words != nil || isUnlicensed, let range = accessor.trimmedValue(column, ofRow: row) else { continue }
      let place = context.rowIndex.place(ofRow: row)
      if let words = type.words {
        report.add(
          Message("`{}` is not a mailbox: {}", .value(range), .text("\(words) (\(type.name))")), at: range,
          in: place, field: column)
      } else {
        report.add(
          Message("`{}` has no licence, and so perhaps no mailbox", .value(range)), at: range, in: place,
          field: column, severity: .warning)
      }
    }
  }
}
