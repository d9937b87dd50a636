import CSV
import Migration

/// Reads the data rows, or a part of them, and triggers the rules that their flags concern.
struct RowPass {
  let table: Table
  let collector: FindingCollector
  let plans: [ColumnPlan]
  /// The rules that must see every row.
  var visitors: [(id: RuleID, visitor: any RowVisitor)] = []
  /// Byte offset at which to stop; nil reads to the end.
  var end: Int?
  /// Values are gathered for another part's look-up of duplicates, not looked up here.
  var gathers = false

  /// What the reading came to, besides the table's statistics and the findings.
  struct Result {
    var scanner: RowScanner
    var metUnclosedQuote: Bool
    var nextLine: Int
    /// The records read, the header included.
    var records: Int
  }

  func run() -> Result {
    let text = UnsafeRawBufferPointer(rebasing: table.document.text[..<(end ?? table.document.text.count)])
    var reader = Reader(
      text, delimiter: table.rowDelimiter, from: table.rowsStart, line: table.rowsLine,
      endsLinesWithCR: table.document.endsLinesWithCR)
    reader.expectedCount = table.expectedCount
    let records = collector.enabled(\.asRecordRule)
    let estimate = RowEstimate.rows(in: table)
    table.rowIndex.reserve(estimate)
    let scanner = RowScanner(table, plans: plans, rows: estimate, gathers: gathers)
    let row = Row(table: table)
    var record = table.header.map { $0.place.record - ($0.isMissing ? 1 : 0) } ?? 0
    var isBlankRun = false
    var metUnclosedQuote = false
    while reader.next() {
      let place = RowPlace(start: reader.start, line: reader.line, record: record &+ 1, row: table.rowCount &+ 1)
      table.statistics.count(reader.lineEnd, at: reader.end, in: place)
      if reader.count == 1, reader.isBlank {
        if !isBlankRun {
          row.fill(from: reader, place: place)
          row.flags = .blank
          tell(records, row)
        }
        isBlankRun = true
        continue
      }
      isBlankRun = false
      if reader.count == 1, isEndMark(reader) {
        row.fill(from: reader, place: place)
        row.flags = .endMark
        tell(records, row)
        continue
      }
      record &+= 1
      table.rowCount &+= 1
      table.rowIndex.append(start: reader.start, line: reader.line, record: record)
      row.forget()
      row.place = place
      row.end = reader.end
      row.fields = reader.fields
      row.count = reader.count
      row.address = .none
      row.signInName = nil
      var flags: RecordFlags = []
      if reader.count != table.expectedCount { flags.insert(.wrongCount) }
      if !reader.flags.isDisjoint(with: .quoteDefect) {
        flags.insert(.quoteDefect)
        row.quoteDefects = reader.defects
        metUnclosedQuote = metUnclosedQuote || reader.flags.contains(.unclosedQuote)
      }
      if reader.flags.contains(.empty),
        row.fields.allSatisfy({ $0.flags.contains(.empty) && !$0.flags.contains(.quoted) }), reader.count > 1
      {
        flags.insert(.onlySeparators)
      }
      row.flags = flags
      if !flags.isEmpty { tell(records, row) }
      guard flags.isDisjoint(with: [.wrongCount, .onlySeparators]) else { continue }
      if scanner.inspect(row) { tell(row) }
      for (id, visitor) in visitors {
        collector.rule = id
        visitor.check(row, collector)
      }
    }
    table.statistics.domains.settle()
    return Result(
      scanner: scanner, metUnclosedQuote: metUnclosedQuote, nextLine: reader.nextLineNumber, records: record)
  }

  private func isEndMark(_ reader: Reader) -> Bool {
    reader.end - reader.start == 1 && reader.position == table.document.text.count && table.base[reader.start] == 0x1A
  }

  private func tell(_ rules: [(id: RuleID, rule: any RecordRule)], _ row: Row) {
    for (id, rule) in rules where !rule.recordTriggers.isDisjoint(with: row.flags) {
      collector.rule = id
      rule.check(row, of: table, collector)
    }
  }

  private func tell(_ row: Row) {
    for (index, plan) in plans.enumerated() {
      let flags = row.fieldFlags[index]
      guard !flags.isDisjoint(with: plan.triggers) else { continue }
      let value = Value(index: index, row: row)
      let isSound = flags.isDisjoint(with: .malformed)
      for (id, rule) in plan.rules
      where !rule.triggers.isDisjoint(with: flags) && (isSound || !rule.requiresWellFormedText) {
        collector.rule = id
        rule.check(value, of: row, collector)
      }
    }
  }
}
