import YAML

/// One domain is used throughout, and this row's is a slip of it.
struct AddressOutlier: TableRule, FixingRule {
  let info = RuleInfo("address-outlier", .warning, .addresses, help: "Compare the domain with the other rows'.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    guard table.options.domains.isEmpty else { return }
    let domains = table.statistics.domains
    guard let column = table.addressColumn, let common = domains.entries.max(by: { $0.count < $1.count }),
      FileStatistics.most(common.count, of: domains.total)
    else { return }
    let usual = table.text(common.range).lowercased()
    for entry in domains.entries where entry.hash != common.hash {
      let name = table.text(entry.range).lowercased()
      guard isSlip(name, of: usual) else { continue }
      for row in entry.rows {
        guard let value = accessor.value(column, ofRow: row),
          let at = table.bytes(value).lastIndex(of: UInt8(ascii: "@"))
        else { continue }
        let range = value.lowerBound + at + 1..<value.lowerBound + at + 1 + entry.range.count
        collector.add(
          Message("{} is probably a slip of {}, which nearly all rows have", .value(range), .text(usual)), at: range,
          in: table.rowIndex.place(ofRow: row), field: column)
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
    guard let common = fixer.table.statistics.domains.entries.max(by: { $0.count < $1.count }) else { return nil }
    return Fix(
      "write the domain of the other rows", isSafe: false,
      [Fix.Edit(finding.range, Array(fixer.table.bytes(common.range)))])
  }
}
