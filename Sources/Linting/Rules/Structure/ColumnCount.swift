import CSV
import Layout
import Migration

/// A row with more or fewer values than the header.
struct ColumnCount: RecordRule, DocumentRule, FixingRule {
  let info = RuleInfo(
    "column-count", .error, .structure, fixPriority: 190, traits: [.obscuresRows, .systematic, .variesByFinding],
    help: "Quote a value that contains a comma; keep the comma of an empty value.")
  let recordTriggers: RecordFlags = .wrongCount

  func check(_ row: Row, of context: LintContext, _ report: RuleReporter) {
    // One cause: the quotes, or a row of nothing.
    guard row.flags.isDisjoint(with: [.quoteDefect, .onlySeparators]) else { return }
    report.add(
      message(row, context), at: row.range, in: row.place,
      service: .wrongNumberOfColumns(expected: context.layout.expectedCount, actual: row.count))
  }

  /// All rows alike have another number of values than the header.
  func check(_ context: LintContext, _ report: RuleReporter) {
    if context.layout.kind.isPositional { return checkPlaces(context, report) }
    guard let header = context.layout.header, header.cells.count != context.layout.expectedCount,
      !context.layout.endsInUnnamedColumns, !TrailingDelimiters.isOfRows(context)
    else {
      return
    }
    var reader = context.layout.rowReader()
    guard reader.next() else { return }
    report.add(
      Message(
        "header row has {} columns, but all rows have {} values", .number(header.cells.count),
        .number(context.layout.expectedCount)),
      at: reader.start..<reader.end, in: RowPlace(start: reader.start, line: reader.line, record: 2, row: 1),
      service: .wrongNumberOfColumns(expected: header.cells.count, actual: context.layout.expectedCount))
  }

  /// All rows alike have another number of values than there are places.
  private func checkPlaces(_ context: LintContext, _ report: RuleReporter) {
    let wanted = context.layout.kind.columns.count
    guard context.layout.expectedCount != wanted else { return }
    var reader = context.layout.rowReader()
    guard reader.next() else { return }
    report.add(
      Message(
        "expected {} values, including empty ones, but all rows have {}", .number(wanted),
        .number(context.layout.expectedCount)),
      at: reader.start..<reader.end,
      in: RowPlace(start: reader.start, line: reader.line, record: context.layout.header == nil ? 1 : 2, row: 1),
      service: .wrongNumberOfColumns(expected: wanted, actual: context.layout.expectedCount))
  }

  private func message(_ row: Row, _ context: LintContext) -> Message {
    let expected = Message.Argument.number(context.layout.expectedCount)
    let found = Message.Argument.number(row.count)
    if row.count == 1,
      let other = DialectDetector.candidates.first(where: { candidate in splits(row, context, candidate) })
    {
      return Message(
        "expected {} values, found 1: this row is delimited by {}", expected, .text(Delimiter.name(other)))
    }
    if row.count > context.layout.expectedCount {
      if row.fields.dropFirst(context.layout.expectedCount).allSatisfy({ $0.count == 0 }) {
        return Message("expected {} values, found {}: extra delimiters at the end of the row", expected, found)
      }
      if let dot = dotFor(row, context) {
        return Message(
          dot.isOfAddress
            ? "expected {} values, found {}: comma instead of a dot in the address"
            : "expected {} values, found {}: comma instead of a dot in the sign-in name", expected, found)
      }
      if let column = context.layout.passwordColumn, fits(row, context, merging: column) {
        let isComma = context.layout.rowDelimiter == Fixer.comma
        return Message(
          isComma
            ? "expected {} values, found {}: unquoted comma in the password"
            : "expected {} values, found {}: unquoted delimiter in the password",
          expected, found)
      }
    }
    return Message("expected {} values, found {}", expected, found)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let context = fixer.context
    let row = Row(context: context)
    row.fields = fixer.fields(of: finding)
    row.count = row.fields.count
    row.place = finding.place
    row.end = finding.range.upperBound
    guard finding.place.row != nil, row.fields.allSatisfy({ $0.flags.isDisjoint(with: .quoteDefect) }) else {
      return nil
    }
    if row.count == 1, let other = DialectDetector.candidates.first(where: { splits(row, context, $0) }),
      !row.fields[0].flags.contains(.quoted)
    {
      guard !context.layout.bytes(row.range).contains(Fixer.quote) else { return nil }
      let edits = row.range.filter { context.layout.base[$0] == other }.map {
        Fix.Edit($0..<$0 + 1, [context.layout.rowDelimiter])
      }
      return Fix("Delimit the row with commas", isSafe: false, edits)
    }
    guard row.count > context.layout.expectedCount else { return nil }
    if row.fields.dropFirst(context.layout.expectedCount).allSatisfy({ $0.count == 0 }) {
      return Fix(
        "Delete the delimiters at the end", isSafe: false,
        [Fix.Edit(row.fields[context.layout.expectedCount - 1].end..<row.end)]
      )
    }
    if let dot = dotFor(row, context) {
      return Fix(
        "Write a dot in the \(dot.isOfAddress ? "address" : "sign-in name")", isSafe: false,
        [Fix.Edit(dot.offset..<dot.offset + 1, [UInt8(ascii: ".")])])
    }
    guard let column = context.layout.passwordColumn, fits(row, context, merging: column) else { return nil }
    let merged = row.fields[column].start..<row.fields[column + row.count - context.layout.expectedCount].end
    guard !context.layout.bytes(merged).contains(Fixer.quote) else { return nil }
    return Fix(
      "Quote the password", isSafe: false, [Fix.Edit(merged, Fixer.quoted(Array(context.layout.bytes(merged))))]
    )
  }

  /// A separator that takes the place of a dot in the row's address or sign-in name; nil where there is none.
  private func dotFor(_ row: Row, _ context: LintContext) -> (offset: Int, isOfAddress: Bool)? {
    let layout = context.layout
    guard row.count == layout.expectedCount + 1, let address = layout.addressColumn else { return nil }
    if let dot = dot(in: address, beside: layout.signInColumn, row, context) { return (dot, true) }
    return layout.signInColumn.flatMap { dot(in: $0, beside: address, row, context) }.map { ($0, false) }
  }

  /// The values of two columns are one with a dot: one that names the same as another column, or an address that
  /// neither of the two is.
  private func dot(in column: Int, beside other: Int?, _ row: Row, _ context: LintContext) -> Int? {
    guard column + 1 < row.fields.count, row.fields[column].flags.isDisjoint(with: .quoted),
      fits(row, context, merging: column)
    else { return nil }
    let left = context.layout.bytes(row.fields[column].value)
    let right = context.layout.bytes(row.fields[column + 1].value)
    let joined = Array(left) + [UInt8(ascii: ".")] + Array(right)
    if let other, case let place = other > column ? other + 1 : other, place < row.fields.count {
      func folded(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self).lowercased()
      }
      let named = folded(context.layout.bytes(row.fields[place].value))
      if folded(joined) == named || folded(joined) == named.prefix(while: { $0 != "@" }) {
        return row.fields[column].end
      }
    }
    // What is an address already lacks no dot.
    guard !right.contains(UInt8(ascii: "@")), left.contains(UInt8(ascii: "@")),
      ValueClasses(UnsafeRawBufferPointer(left)) != .address, joined.withUnsafeBytes({ ValueClasses($0) }) == .address
    else { return nil }
    return row.fields[column].end
  }

  private func splits(_ row: Row, _ context: LintContext, _ delimiter: UInt8) -> Bool {
    context.layout.document.text[row.range].count { $0 == delimiter } + 1 == context.layout.expectedCount
  }

  /// Whether the other columns hold what they should once the surplus values are one with a column's.
  private func fits(_ row: Row, _ context: LintContext, merging column: Int) -> Bool {
    let surplus = row.count - context.layout.expectedCount
    return context.layout.columns.indices.allSatisfy { index in
      guard index != column else { return true }
      let place = index > column ? index + surplus : index
      guard place < row.fields.count else { return false }
      let bytes = context.layout.bytes(row.fields[place].value)
      switch context.layout.columns[index].role {
      case .address: return ValueClasses(UnsafeRawBufferPointer(bytes)) == .address
      case .signInName:
        return !bytes.isEmpty && !bytes.contains { $0.isSpaceOrTab }
          && context.layout.signInName(row.fields[place].value) != nil
      case .root: return bytes.isEmpty || bytes[0] == UInt8(ascii: "/")
      default: return true
      }
    }
  }
}
