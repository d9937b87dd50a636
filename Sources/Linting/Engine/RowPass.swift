import CSV
import Layout
import Migration

/// Reads the data rows, or a part of them, and triggers the rules that their flags concern.
struct RowPass {
  let context: LintContext
  package let collector: FindingCollector
  let plans: [ColumnPlan]
  /// The rules that must see every row.
  var visitors: [(id: RuleID, visitor: any RowVisitor)] = []
  /// Byte offset of a later part's first row, whose lines and records are counted from 1; nil begins with the first row.
  var start: Int?
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
    let layout = context.layout
    let expectedCount = layout.expectedCount
    var reader = layout.rowReader(from: start, upTo: end)
    let records = collector.enabled(\.asRecordRule)
    let estimate = RowEstimate.rows(in: layout.document.text, from: start ?? layout.rowsStart)
    context.rowIndex.reserve(estimate)
    let scanner = RowScanner(context, plans: plans, rows: estimate, gathers: gathers)
    let row = Row(context: context)
    var record = start == nil ? layout.header.map { $0.place.record - ($0.isMissing ? 1 : 0) } ?? 0 : 0
    let repeated = RepeatedHeader(layout)
    var isBlankRun = false
    var metUnclosedQuote = false
    while reader.next() {
      let place = RowPlace(start: reader.start, line: reader.line, record: record &+ 1, row: context.rowCount &+ 1)
      context.statistics.count(reader.lineEnd, at: reader.end, in: place)
      if reader.count == 1, reader.isBlank {
        if isRestOfLineEnd(reader) {
          context.statistics.doubledLineEnds &+= 1
          continue
        }
        if !isBlankRun {
          row.fill(from: reader, place: place)
          row.flags = .blank
          check(row, records)
        }
        isBlankRun = true
        continue
      }
      isBlankRun = false
      if let repeated, repeated.isRepeated(reader) {
        record &+= 1
        row.fill(from: reader, place: place)
        row.flags = .repeatedHeader
        check(row, records)
        continue
      }
      if reader.count == 1, isEndMark(reader) {
        row.fill(from: reader, place: place)
        row.flags = .endMark
        check(row, records)
        continue
      }
      record &+= 1
      context.rowCount &+= 1
      context.rowIndex.append(start: reader.start, line: reader.line, record: record)
      row.forget()
      row.place = place
      row.end = reader.end
      row.fields = reader.fields
      row.count = reader.count
      row.address = .none
      row.signInName = nil
      var flags: RecordFlags = []
      if reader.count != expectedCount { flags.insert(.wrongCount) }
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
      if !flags.isEmpty { check(row, records) }
      guard flags.isDisjoint(with: [.wrongCount, .onlySeparators]) else { continue }
      if scanner.inspect(row) { checkValues(of: row) }
      for (id, visitor) in visitors {
        visitor.check(row, collector.reporter(for: id))
      }
    }
    context.statistics.settle(layout.base)
    return Result(
      scanner: scanner, metUnclosedQuote: metUnclosedQuote, nextLine: reader.nextLineNumber, records: record)
  }

  /// The CR LF of CR CR LF, of which the first CR ended the record before.
  private func isRestOfLineEnd(_ reader: Reader) -> Bool {
    reader.lineEnd == .crlf && reader.start == reader.end && reader.start > 0
      && context.layout.base[reader.start - 1] == 0x0D
  }

  /// Ctrl-Z or NUL characters behind the last row.
  private func isEndMark(_ reader: Reader) -> Bool {
    reader.position == context.layout.document.text.count && reader.end > reader.start
      && context.layout.document.text[reader.start..<reader.end].allSatisfy { $0 == 0x1A || $0 == 0 }
  }

  private func check(_ row: Row, _ rules: [(id: RuleID, rule: any RecordRule)]) {
    for (id, rule) in rules where !rule.recordTriggers.isDisjoint(with: row.flags) {
      rule.check(row, of: context, collector.reporter(for: id))
    }
  }

  private func checkValues(of row: Row) {
    for index in plans.indices {
      let flags = row.fieldFlags[index]
      guard !flags.isDisjoint(with: plans[index].triggers) else { continue }
      let isWellFormed = flags.isDisjoint(with: .malformed)
      let value = Value(index: index, row: row)
      // By index: an element of the array would be copied, its rule with it.
      for number in plans[index].rules.indices
      where !plans[index].rules[number].triggers.isDisjoint(with: flags)
        && (isWellFormed || !plans[index].rules[number].requiresWellFormedText)
      {
        let triggered = plans[index].rules[number]
        triggered.rule.check(value, of: row, collector.reporter(for: triggered.id))
      }
    }
  }
}
