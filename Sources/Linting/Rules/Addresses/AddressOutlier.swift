import Layout
import YAML

/// One domain is used throughout, and this row's is a slip of it.
struct AddressOutlier: TableRule, FixingRule {
  let info = RuleInfo(
    "address-outlier", .warning, .addresses, fixPriority: 320,
    help: "Write the domain that the other rows use, or list both with `--domain`.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    guard context.options.domains.isEmpty else { return }
    let domains = context.statistics.domains
    guard let column = context.layout.addressColumn, let common = domains.entries.max(by: { $0.count < $1.count }),
      FileStatistics.most(common.count, of: domains.total)
    else { return }
    let usual = context.layout.text(common.range).lowercased()
    for entry in domains.entries where entry.hash != common.hash {
      let name = context.layout.text(entry.range).lowercased()
      guard isSlip(name, of: usual) else { continue }
      for row in entry.rows {
        guard let value = accessor.value(column, ofRow: row),
          let at = context.layout.bytes(value).lastIndex(of: UInt8(ascii: "@"))
        else { continue }
        let range = value.lowerBound + at + 1..<value.lowerBound + at + 1 + entry.range.count
        report.add(
          Message("possible typo: `{}`; nearly all rows have `{}`", .value(range), .text(usual)), at: range,
          in: context.rowIndex.place(ofRow: row), field: column)
      }
    }
  }

  private func isSlip(_ name: String, of usual: String) -> Bool {
    // The same firm in two countries.
    let (parts, others) = (name.split(separator: "."), usual.split(separator: "."))
    if parts.dropLast() == others.dropLast(), parts.last?.count == 2, others.last?.count == 2 { return false }
    let distance = editDistance(Array(name.utf8), Array(usual.utf8))
    return distance > 0 && distance <= (usual.utf8.count >= 10 ? 2 : 1)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let common = fixer.context.statistics.domains.entries.max(by: { $0.count < $1.count }) else { return nil }
    return Fix(
      "Write the domain of the other rows", isSafe: false,
      [Fix.Edit(finding.range, Array(fixer.layout.bytes(common.range)))])
  }
}
