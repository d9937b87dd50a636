import Migration

/// The first row is data.
struct HeaderMissing: HeaderRule, FixingRule {
  let info = RuleInfo("header-missing", .error, .header, help: "Put a row with the column names above the first row.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    checkLinesAbove(header, table, collector)
    guard header.isMissing else { return }
    let names = table.kind.columns.filter(\.isRequired).map(\.name).joined(separator: ",")
    collector.add(
      Message("the first row is data; a header is missing: {}", .text(names)), at: header.range, in: header.place)
  }

  private func checkLinesAbove(_ header: Header, _ table: Table, _ collector: FindingCollector) {
    let wanted = table.kind.linesAboveHeader
    for line in table.preamble.linesAbove where line.isOther {
      let place = RowPlace(start: line.range.lowerBound, line: line.line, record: line.line, row: nil)
      collector.add(Message("this line must read {}", .text(wanted[line.wanted])), at: line.range, in: place)
    }
    let missing = wanted.indices.filter { index in !table.preamble.linesAbove.contains { $0.wanted == index } }
    guard !missing.isEmpty else { return }
    let text = missing.map { "“\(wanted[$0])”" }.joined(separator: " and ")
    collector.add(
      Message("above the header row a line is missing: {}", .text(text)),
      at: header.range.lowerBound..<header.range.lowerBound, in: header.place)
  }

  /// The fix of a line above the cells; nil where the finding is about the cells themselves.
  private func fixLinesAbove(_ finding: Finding, _ table: Table, _ fixer: Fixer) -> Fix? {
    let wanted = table.kind.linesAboveHeader
    if let line = table.preamble.linesAbove.first(where: { $0.range == finding.range }) {
      return Fix(
        "write the line as the service wants it", isSafe: true, [Fix.Edit(line.range, Array(wanted[line.wanted].utf8))])
    }
    guard finding.range.isEmpty, let header = table.header, table.preamble.linesAbove.isEmpty else { return nil }
    let text = wanted.flatMap { Array($0.utf8) + fixer.lineEnd }
    return Fix(
      "add the line above the header row", isSafe: true,
      [Fix.Edit(header.range.lowerBound..<header.range.lowerBound, text)])
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let table = fixer.table
    if !table.kind.linesAboveHeader.isEmpty, finding.range != table.header?.range {
      return fixLinesAbove(finding, table, fixer)
    }
    // First the rows are separated as the header would be.
    guard table.preamble.wrongDelimiter == nil else { return nil }
    let columns = table.kind.columns
    let fitting = [columns.filter(\.isRequired), columns].first {
      $0.count == table.expectedCount && fits($0, finding, fixer)
    }
    guard let header = fitting?.map(\.name).joined(separator: ",") else { return nil }
    let names = rowsWithName(fixer)
    // Else the header would exchange two columns.
    guard names.third * 2 <= names.rows || names.second >= names.third else { return nil }
    let start = finding.range.lowerBound
    return Fix(
      "put the header above the first row", isSafe: names.second * 2 >= names.rows && names.second > names.third,
      [Fix.Edit(start..<start, Array(header.utf8) + fixer.lineEnd)])
  }

  /// In how many of the first rows the second and the third value recall the address in the first, as signInNames
  /// mostly do.
  private func rowsWithName(_ fixer: Fixer) -> (second: Int, third: Int, rows: Int) {
    var count = (second: 0, third: 0, rows: 0)
    _ = fixer.records { reader, _ in
      count.rows += 1
      guard reader.fields.count > 2 else { return count.rows < 50 }
      func text(_ index: Int) -> String { fixer.table.text(reader.fields[index].value).lowercased() }
      let name = String(text(0).prefix { $0 != "@" })
      if recalls(text(1), name) { count.second += 1 }
      if recalls(text(2), name) { count.third += 1 }
      return count.rows < 50
    }
    return count
  }

  /// `tadams` and `terry` recall `terry.adams`.
  private func recalls(_ text: String, _ name: String) -> Bool {
    let shortest = HeaderMissing.shortestName
    if text == name || text.count >= shortest && name.contains(text) { return true }
    return name.split { !$0.isLetter && !$0.isNumber }.contains { $0.count >= shortest && text.contains($0) }
  }

  private static let shortestName = 3

  /// The first row holds an address where the columns want one, and nowhere else but in the signInName.
  private func fits(_ columns: [Kind.Column], _ finding: Finding, _ fixer: Fixer) -> Bool {
    zip(columns, fixer.fields(of: finding)).allSatisfy { column, field in
      let bytes = fixer.table.bytes(field.value)
      let isAddress = (try? Address.parse(bytes).get()) != nil
      switch column.role {
      case .address: return isAddress
      case .root: return bytes.isEmpty || bytes.first == UInt8(ascii: "/")
      case .signInName: return !bytes.isEmpty
      default: return !isAddress
      }
    }
  }
}
