import CSV
import Layout

/// Separators at the end of nearly every line.
struct TrailingDelimiters: DocumentRule, FixingRule {
  let info = RuleInfo(
    "trailing-delimiters", .error, .structure, fixPriority: 105, traits: .obscuresRows,
    help: "Delete the delimiters at the end of each line.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    let layout = context.layout
    if case .trailing(let separator, let count) = layout.evidence.framing {
      let bounds = layout.evidence.bounds
      let place = RowPlace(start: bounds.start, line: bounds.line, record: 1, row: nil)
      return report.add(
        separator == Fixer.comma ? message(Delimiter.name(separator), count) : partOfValue(separator),
        at: bounds.start..<bounds.start, in: place)
    }
    guard layout.isReadable, let header = layout.header else { return }
    if let run = TrailingDelimiters.run(header, context) {
      let cell = header.cells[run.lowerBound]
      return report.add(
        message(Delimiter.name(layout.preamble.delimiter), run.count),
        at: cell.range.lowerBound..<header.range.upperBound, in: header.place, field: run.lowerBound)
    }
    guard TrailingDelimiters.isOfRows(context) else { return }
    var reader = layout.rowReader()
    guard reader.next() else { return }
    add(
      Delimiter.name(layout.rowDelimiter), layout.expectedCount - header.cells.count, at: reader.start, reader.line,
      report)
  }

  private func message(_ name: String, _ count: Int) -> Message {
    count == 1
      ? Message("{} at the end of the lines; the service reads an extra column without a name", .text(name))
      : Message(
        "{} at the end of the lines; the service reads {} extra columns without names", .text(name), .number(count))
  }

  /// The service separates values by commas only.
  private func partOfValue(_ separator: UInt8) -> Message {
    Message(
      "{} at the end of the lines; the service reads them as part of the last value",
      .text(Delimiter.name(separator)))
  }

  private func add(_ name: String, _ count: Int, at offset: Int, _ line: Int, _ report: RuleReporter) {
    report.add(
      message(name, count), at: offset..<offset, in: RowPlace(start: offset, line: line, record: 1, row: nil))
  }

  /// The nameless cells at the end of the header row, if no row has a value there.
  static func run(_ header: Header, _ context: LintContext) -> ClosedRange<Int>? {
    guard !header.isMissing, header.namesColumns(of: context.layout), header.cells.count > 1,
      header.cells.count == context.layout.expectedCount
    else { return nil }
    let cells = header.cells
    let named = cells.lastIndex { $0.meaning != .unnamed || ColumnName.isBroken($0, context) } ?? -1
    guard named >= 0, named + 1 < cells.count else { return nil }
    let run = named + 1...cells.count - 1
    return context.layout.emptyColumns(among: run).count == run.count ? run : nil
  }

  /// The rows, unlike the header row, end in separators.
  static func isOfRows(_ context: LintContext) -> Bool {
    let layout = context.layout
    guard let header = layout.header, !header.isMissing, !layout.kind.isPositional,
      header.cells.count < layout.expectedCount
    else { return false }
    let extra = header.cells.count..<layout.expectedCount
    return layout.emptyColumns(among: extra).count == extra.count
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let title = "Delete the delimiters at the end of the lines"
    if fixer.layout.evidence.framing != nil { return fixer.unframe(title) }
    guard let header = fixer.layout.header else { return nil }
    if let first = finding.field {
      // A single line of values may be no header row at all.
      guard header.understood > 0 || !fixer.sample.rows.isEmpty else { return nil }
      return fixer.drop(first...header.cells.count - 1, title, isSafe: true)
    }
    var edits: [Fix.Edit] = []
    let count = header.cells.count
    let isSound = fixer.records { reader, isHeader in
      guard !isHeader, reader.count > count else { return true }
      guard reader.flags.isDisjoint(with: .quoteDefect) else { return false }
      edits.append(Fix.Edit(reader.fields[count - 1].end..<reader.end))
      return true
    }
    guard isSound else { return nil }
    var fix = Fix(title, isSafe: true, edits)
    fix.isLoose = true
    return fix
  }
}
