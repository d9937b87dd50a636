import CSV
import Migration

/// One run of the rules over one file.
struct FileLinter {
  let table: Table
  let collector: FindingCollector
  let inHalves: Bool

  func run() {
    ask(collector.enabled(\.asDocumentRule)) { $0.check(table, collector) }
    guard table.isReadable else { return }
    if let header = table.header {
      checkHeaderRecord(header)
      if !header.isMissing { table.statistics.count(header.lineEnd, at: header.range.upperBound, in: header.place) }
      if !header.isBroken { ask(collector.enabled(\.asHeaderRule)) { $0.check(header, of: table, collector) } }
    }
    let plans = ColumnPlan.plans(for: table, collector)
    let visitors = collector.enabled(\.asRowRule).compactMap { entry in
      entry.rule.visitor(of: table).map { (id: entry.id, visitor: $0) }
    }
    readRows(plans, visitors)
    let accessor = RowAccessor(table)
    ask(collector.enabled(\.asTableRule)) { $0.check(table, accessor, collector) }
  }

  private func readRows(_ plans: [ColumnPlan], _ visitors: [(id: RuleID, visitor: any RowVisitor)]) {
    let before = table.statistics
    if inHalves, visitors.isEmpty, let shards = ParallelRowPass(table) {
      if shards.read(plans, collector) { return }
      table.statistics = before
    }
    RowPass(table: table, collector: collector, plans: plans, visitors: visitors).run().scanner.finish()
  }

  /// Defects of quoting and of characters in the cells themselves.
  private func checkHeaderRecord(_ header: Header) {
    guard !header.isMissing else { return }
    var reader = table.document.reader(table.preamble.delimiter, from: header.place.start, line: header.place.line)
    guard reader.next() else { return }
    let row = Row(table: table)
    row.fill(from: reader, place: header.place)
    row.quoteDefects = reader.defects
    row.flags = reader.defects.isEmpty ? [] : .quoteDefect
    for (id, rule) in collector.enabled(\.asRecordRule) where !rule.recordTriggers.isDisjoint(with: row.flags) {
      collector.rule = id
      rule.check(row, of: table, collector)
    }
    for index in 0..<min(row.fields.count, table.columns.count) {
      if row.fieldFlags[index].contains(.nonASCII) {
        row.fieldFlags[index].formUnion(CharacterClassifier.flags(table.document.text, row.fields[index].value))
      }
      let value = Value(index: index, row: row)
      for (id, rule) in collector.enabled(\.asValueRule)
      where rule.checksHeaderRow && !rule.triggers.isDisjoint(with: value.flags) {
        collector.rule = id
        rule.check(value, of: row, collector)
      }
    }
  }

  private func ask<Scope>(_ rules: [(id: RuleID, rule: Scope)], _ question: (Scope) -> Void) {
    for (id, rule) in rules {
      collector.rule = id
      question(rule)
    }
  }
}
