import Migration

/// The first row is data.
struct HeaderMissing: HeaderRule, FixingRule {
  let info = RuleInfo("header-missing", .error, .header, mend: "Put a row with the column names above the first row.")

  func check(_ header: Header, of table: Table, _ report: Report) {
    guard header.isMissing else { return }
    let names = table.kind.columns.filter(\.isRequired).map(\.name).joined(separator: ",")
    report.add(Message("the first row is data; a header is missing: {}", .text(names)), at: header.range, in: header.place)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let table = fixer.table
    let columns = table.kind.columns
    let fitting = [columns.filter(\.isRequired), columns].first { $0.count == table.expectedCount && fits($0, finding, fixer) }
    guard let header = fitting?.map(\.name).joined(separator: ",") else { return nil }
    let start = finding.range.lowerBound
    return Fix("put the header above the first row", isSafe: true, [Fix.Edit(start..<start, Array(header.utf8) + fixer.lineEnd)])
  }

  /// The first row holds an address where the columns want one, and nowhere else but in the login.
  private func fits(_ columns: [Kind.Column], _ finding: Finding, _ fixer: Fixer) -> Bool {
    zip(columns, fixer.fields(of: finding)).allSatisfy { column, field in
      let bytes = fixer.table.bytes(field.value)
      let isAddress = (try? Address.parse(bytes).get()) != nil
      switch column.holds {
      case .address: return isAddress
      case .root: return bytes.isEmpty || bytes.first == UInt8(ascii: "/")
      case .login: return !bytes.isEmpty
      default: return !isAddress
      }
    }
  }
}
