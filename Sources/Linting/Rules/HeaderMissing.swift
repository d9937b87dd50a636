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
    guard !isLoginBehindPassword(fixer), let header = fitting?.map(\.name).joined(separator: ",") else { return nil }
    let start = finding.range.lowerBound
    return Fix("put the header above the first row", isSafe: true, [Fix.Edit(start..<start, Array(header.utf8) + fixer.lineEnd)])
  }

  /// The addresses' names stand in the third column and not in the second: then the header would exchange two columns.
  private func isLoginBehindPassword(_ fixer: Fixer) -> Bool {
    var second = 0
    var third = 0
    var rows = 0
    _ = fixer.records { reader, _ in
      rows += 1
      guard reader.fields.count > 2 else { return rows < 50 }
      let address = fixer.table.bytes(reader.fields[0].value)
      let name = address.firstIndex(of: UInt8(ascii: "@")).map { String(decoding: address[..<$0], as: UTF8.self).lowercased() } ?? ""
      func holdsName(_ index: Int) -> Bool { name.count > 1 && fixer.table.text(reader.fields[index].value).lowercased().contains(name) }
      if holdsName(1) { second += 1 }
      if holdsName(2) { third += 1 }
      return rows < 50
    }
    return third * 2 > rows && second < third
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
