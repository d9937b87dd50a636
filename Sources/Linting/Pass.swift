import CSV
import Migration

/// One run of the rules over one file.
struct Pass {
  let table: Table
  let report: Report
  let inHalves: Bool

  func run() {
    ask(report.enabled(\.asDocumentRule)) { $0.check(table, report) }
    guard table.isReadable else { return }
    if let header = table.header {
      checkHeaderRecord(header)
      if !header.isMissing { table.tallies.count(header.lineEnd, at: header.range.upperBound, in: header.place) }
      if !header.isBroken { ask(report.enabled(\.asHeaderRule)) { $0.check(header, of: table, report) } }
    }
    let plans = ColumnPlan.plans(for: table, report)
    let watchers = report.enabled(\.asRowRule).compactMap { entry in entry.rule.watcher(of: table).map { (id: entry.id, watcher: $0) } }
    readRows(plans, watchers)
    let revisitor = Revisitor(table)
    ask(report.enabled(\.asTableRule)) { $0.check(table, revisitor, report) }
  }

  private func readRows(_ plans: [ColumnPlan], _ watchers: [(id: RuleID, watcher: any RowWatcher)]) {
    let before = table.tallies
    if inHalves, watchers.isEmpty, let shards = Shards(table) {
      if shards.read(plans, report) { return }
      table.tallies = before
    }
    RowLoop(table: table, report: report, plans: plans, watchers: watchers).run().inspector.finish()
  }

  /// Defects of quoting and of characters in the headings themselves.
  private func checkHeaderRecord(_ header: Header) {
    guard !header.isMissing else { return }
    var reader = table.document.reader(table.prelude.delimiter, from: header.place.start, line: header.place.line)
    guard reader.next() else { return }
    let row = Row(table: table)
    row.fill(from: reader, place: header.place)
    row.quoteDefects = reader.defects
    row.facts = reader.defects.isEmpty ? [] : .quoteDefect
    for (id, rule) in report.enabled(\.asRecordRule) where !rule.recordWakes.isDisjoint(with: row.facts) {
      report.rule = id
      rule.check(row, of: table, report)
    }
    for index in 0..<min(row.fields.count, table.columns.count) {
      if row.fieldFacts[index].contains(.nonASCII) {
        row.fieldFacts[index].formUnion(CharacterLook.facts(table.document.text, row.fields[index].value))
      }
      let value = Value(index: index, row: row)
      for (id, rule) in report.enabled(\.asValueRule) where rule.isAskedOfHeadings && !rule.wakes.isDisjoint(with: value.facts) {
        report.rule = id
        rule.check(value, of: row, report)
      }
    }
  }

  private func ask<Scope>(_ rules: [(id: RuleID, rule: Scope)], _ question: (Scope) -> Void) {
    for (id, rule) in rules {
      report.rule = id
      question(rule)
    }
  }
}
