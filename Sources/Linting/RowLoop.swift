import CSV
import Migration

/// Reads the data rows, or a part of them, and wakes the rules that their facts concern.
struct RowLoop {
  let table: Table
  let report: Report
  let plans: [ColumnPlan]
  /// The rules that must see every row.
  var watchers: [(id: RuleID, watcher: any RowWatcher)] = []
  /// Byte offset at which to stop; nil reads to the end.
  var end: Int?
  /// Values are gathered for another part's look-up of duplicates, not looked up here.
  var gathers = false

  /// What the reading came to, besides the table's tallies and the findings.
  struct Result {
    var inspector: Inspector
    var metUnclosedQuote: Bool
    var nextLine: Int
    /// The records read, the header included.
    var records: Int
  }

  func run() -> Result {
    let text = UnsafeRawBufferPointer(rebasing: table.document.text[..<(end ?? table.document.text.count)])
    var reader = Reader(
      text, delimiter: table.rowDelimiter, from: table.rowsStart, line: table.rowsLine, endsLinesWithCR: table.document.endsLinesWithCR)
    reader.expectedCount = table.expectedCount
    let records = report.enabled(\.asRecordRule)
    let estimate = RowEstimate.rows(in: table)
    table.rowIndex.reserve(estimate)
    let inspector = Inspector(table, plans: plans, rows: estimate, gathers: gathers)
    let row = Row(table: table)
    var record = table.header.map { $0.place.record - ($0.isMissing ? 1 : 0) } ?? 0
    var isBlankRun = false
    var metUnclosedQuote = false
    while reader.next() {
      let place = RowPlace(start: reader.start, line: reader.line, record: record &+ 1, row: table.rowCount &+ 1)
      table.tallies.count(reader.lineEnd, at: reader.end, in: place)
      if reader.count == 1, reader.isBlank {
        if !isBlankRun {
          row.fill(from: reader, place: place)
          row.facts = .blank
          tell(records, row)
        }
        isBlankRun = true
        continue
      }
      isBlankRun = false
      if reader.count == 1, isEndMark(reader) {
        row.fill(from: reader, place: place)
        row.facts = .endMark
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
      row.login = nil
      var facts: RecordFacts = []
      if reader.count != table.expectedCount { facts.insert(.wrongCount) }
      if !reader.facts.isDisjoint(with: .quoteDefect) {
        facts.insert(.quoteDefect)
        row.quoteDefects = reader.defects
        metUnclosedQuote = metUnclosedQuote || reader.facts.contains(.unclosedQuote)
      }
      if reader.facts.contains(.empty), row.fields.allSatisfy({ $0.facts.contains(.empty) && !$0.facts.contains(.quoted) }), reader.count > 1 {
        facts.insert(.onlySeparators)
      }
      row.facts = facts
      if !facts.isEmpty { tell(records, row) }
      guard facts.isDisjoint(with: [.wrongCount, .onlySeparators]) else { continue }
      if inspector.inspect(row) { tell(row) }
      for (id, watcher) in watchers {
        report.rule = id
        watcher.check(row, report)
      }
    }
    table.tallies.domains.settle()
    return Result(inspector: inspector, metUnclosedQuote: metUnclosedQuote, nextLine: reader.nextLineNumber, records: record)
  }

  private func isEndMark(_ reader: Reader) -> Bool {
    reader.end - reader.start == 1 && reader.position == table.document.text.count && table.base[reader.start] == 0x1A
  }

  private func tell(_ rules: [(id: RuleID, rule: any RecordRule)], _ row: Row) {
    for (id, rule) in rules where !rule.recordWakes.isDisjoint(with: row.facts) {
      report.rule = id
      rule.check(row, of: table, report)
    }
  }

  private func tell(_ row: Row) {
    for (index, plan) in plans.enumerated() {
      let facts = row.fieldFacts[index]
      guard !facts.isDisjoint(with: plan.wakes) else { continue }
      let value = Value(index: index, row: row)
      let isSound = facts.isDisjoint(with: .unsound)
      for (id, rule) in plan.rules where !rule.wakes.isDisjoint(with: facts) && (isSound || !rule.needsSoundText) {
        report.rule = id
        rule.check(value, of: row, report)
      }
    }
  }
}
