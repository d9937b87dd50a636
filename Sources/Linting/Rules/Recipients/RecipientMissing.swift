import Layout

/// The target is no recipient of the tenant (`--recipients`).
struct RecipientMissing: TableRule, FixingRule {
  let info = RuleInfo(
    "recipient-missing", .error, .addresses, fixPriority: 330,
    help: "Create the recipient in the target tenant, or write the address of one that exists.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard let directory = context.options.recipients, let matches = context.recipientMatches,
      let column = context.layout.addressColumn
    else { return }
    for row in stride(from: 1, through: context.rowCount, by: 1) {
      switch matches.match(ofRow: row) {
      case .missing:
        guard let range = accessor.trimmedValue(column, ofRow: row) else { continue }
        let nearest = RecipientMissing.nearest(to: range, ofRow: row, context, accessor, directory)
        let message = nearest.map {
          Message("no recipient has the address `{}`; did you mean `{}`?", .value(range), .text($0))
        }
        report.add(
          message ?? Message("no recipient has the address `{}`", .value(range)), at: range,
          in: context.rowIndex.place(ofRow: row), field: column)
      case .signInName(let recipient):
        guard let range = accessor.trimmedValue(column, ofRow: row) else { continue }
        report.add(
          Message(
            "`{}` is a sign-in name; the mail address is `{}`", .value(range),
            .text(directory.primaryAddress(of: recipient).string)), at: range,
          in: context.rowIndex.place(ofRow: row), field: column)
      default: break
      }
    }
  }

  private static func nearest(
    to range: Range<Int>, ofRow row: Int, _ context: LintContext, _ accessor: RowAccessor,
    _ directory: RecipientDirectory
  ) -> String? {
    var signInName: String?
    if let column = context.layout.signInColumn, let value = accessor.trimmedValue(column, ofRow: row),
      let parts = context.layout.signInName(value)
    {
      let start = value.lowerBound
      signInName = context.layout.text(start + parts.user.lowerBound..<start + parts.user.upperBound)
    }
    let address = context.layout.text(range)
    return directory.withNearest { $0.nearest(to: address, signInName: signInName)?.string }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let directory = fixer.context.options.recipients, let row = finding.place.row else { return nil }
    let address: String? =
      if case .signInName(let recipient) = fixer.context.recipientMatches?.match(ofRow: row) {
        directory.primaryAddress(of: recipient).string
      } else {
        RecipientMissing.nearest(to: finding.range, ofRow: row, fixer.context, RowAccessor(fixer.context), directory)
      }
    return address.map {
      Fix("Write the address of the recipient", isSafe: false, [Fix.Edit(finding.range, Array($0.utf8))])
    }
  }
}
