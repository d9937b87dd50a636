import CSV
import Migration

/// A row with more or fewer values than the header.
struct ColumnCount: RecordRule, DocumentRule, FixingRule {
  let info = RuleInfo(
    "column-count", .error, .structure,
    help: "Put a value that holds a comma in quotes; leave the comma of an empty one.")
  let recordTriggers: RecordFlags = .wrongCount

  func check(_ row: Row, of table: Table, _ collector: FindingCollector) {
    // One cause: the quotes, or a row of nothing.
    guard row.flags.isDisjoint(with: [.quoteDefect, .onlySeparators]) else { return }
    collector.add(
      message(row, table), at: row.range, in: row.place,
      service: .wrongNumberOfColumns(expected: table.expectedCount, actual: row.count))
  }

  /// All rows alike have another number of values than the header.
  func check(_ table: Table, _ collector: FindingCollector) {
    if table.kind.isPositional { return checkPlaces(table, collector) }
    guard let header = table.header, header.cells.count != table.expectedCount, !table.endsInUnnamedColumns else {
      return
    }
    var reader = table.document.reader(table.rowDelimiter, from: table.rowsStart, line: table.rowsLine)
    guard reader.next() else { return }
    collector.add(
      Message(
        "the header has {} columns, the rows have {} values throughout", .number(header.cells.count),
        .number(table.expectedCount)),
      at: reader.start..<reader.end, in: RowPlace(start: reader.start, line: reader.line, record: 2, row: 1),
      service: .wrongNumberOfColumns(expected: header.cells.count, actual: table.expectedCount))
  }

  /// All rows alike have another number of values than there are places.
  private func checkPlaces(_ table: Table, _ collector: FindingCollector) {
    let wanted = table.kind.columns.count
    guard table.expectedCount != wanted else { return }
    var reader = table.document.reader(table.rowDelimiter, from: table.rowsStart, line: table.rowsLine)
    guard reader.next() else { return }
    collector.add(
      Message(
        "{} values are wanted, empty ones included; the rows have {} throughout", .number(wanted),
        .number(table.expectedCount)),
      at: reader.start..<reader.end,
      in: RowPlace(start: reader.start, line: reader.line, record: table.header == nil ? 1 : 2, row: 1),
      service: .wrongNumberOfColumns(expected: wanted, actual: table.expectedCount))
  }

  private func message(_ row: Row, _ table: Table) -> Message {
    let expected = Message.Argument.number(table.expectedCount)
    let found = Message.Argument.number(row.count)
    if row.count == 1, let other = FilePreamble.candidates.first(where: { candidate in splits(row, table, candidate) })
    {
      return Message(
        "{} values expected, one found: this row is separated by {}", expected, .text(Delimiter.name(other)))
    }
    if row.count > table.expectedCount {
      if row.fields.dropFirst(table.expectedCount).allSatisfy({ $0.count == 0 }) {
        return Message("{} values expected, {} found: separators stand behind the last value", expected, found)
      }
      if let column = table.passwordColumn, fits(row, table, merging: column) {
        let isComma = table.rowDelimiter == Fixer.comma
        return Message(
          isComma
            ? "{} values expected, {} found: the password holds an unquoted comma"
            : "{} values expected, {} found: the password holds an unquoted separator",
          expected, found)
      }
    }
    return Message("{} values expected, {} found", expected, found)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let table = fixer.table
    let row = Row(table: table)
    row.fields = fixer.fields(of: finding)
    row.count = row.fields.count
    row.place = finding.place
    row.end = finding.range.upperBound
    guard finding.place.row != nil, row.fields.allSatisfy({ $0.flags.isDisjoint(with: .quoteDefect) }) else {
      return nil
    }
    if row.count == 1, let other = FilePreamble.candidates.first(where: { splits(row, table, $0) }),
      !row.fields[0].flags.contains(.quoted)
    {
      guard !table.bytes(row.range).contains(Fixer.quote) else { return nil }
      let edits = row.range.filter { table.base[$0] == other }.map { Fix.Edit($0..<$0 + 1, [table.rowDelimiter]) }
      return Fix("separate the row's values by commas", isSafe: false, edits)
    }
    guard row.count > table.expectedCount else { return nil }
    if row.fields.dropFirst(table.expectedCount).allSatisfy({ $0.count == 0 }) {
      return Fix(
        "delete the separators at the end", isSafe: false, [Fix.Edit(row.fields[table.expectedCount - 1].end..<row.end)]
      )
    }
    guard let column = table.passwordColumn, fits(row, table, merging: column) else { return nil }
    let merged = row.fields[column].start..<row.fields[column + row.count - table.expectedCount].end
    guard !table.bytes(merged).contains(Fixer.quote) else { return nil }
    return Fix(
      "put the password in quotes", isSafe: false, [Fix.Edit(merged, Fixer.quoted(Array(table.bytes(merged))))])
  }

  private func splits(_ row: Row, _ table: Table, _ delimiter: UInt8) -> Bool {
    table.document.text[row.range].count { $0 == delimiter } + 1 == table.expectedCount
  }

  /// Whether the other columns hold what they should once the surplus values are one with a column's.
  private func fits(_ row: Row, _ table: Table, merging column: Int) -> Bool {
    let surplus = row.count - table.expectedCount
    return table.columns.indices.allSatisfy { index in
      guard index != column else { return true }
      let place = index > column ? index + surplus : index
      guard place < row.fields.count else { return false }
      let bytes = table.bytes(row.fields[place].value)
      switch table.columns[index].role {
      case .address: return (try? Address.parse(bytes).get()) != nil
      case .signInName:
        return !bytes.isEmpty && !bytes.contains { Value.isBlank($0) }
          && table.signInName(row.fields[place].value) != nil
      case .root: return bytes.isEmpty || bytes[0] == UInt8(ascii: "/")
      default: return true
      }
    }
  }
}
