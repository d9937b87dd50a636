import CSV
import Layout
import Migration

/// One run of the rules over one file.
struct FileLinter {
  let context: LintContext
  package let collector: FindingCollector
  /// How many threads read a large file; nil for as many as there are processors.
  let threads: Int?

  func run() {
    ask(\.asDocumentRule) { $0.check(context, $1) }
    guard context.layout.isReadable else { return }
    if let header = context.layout.header {
      checkHeaderRecord(header)
      if !header.isMissing { context.statistics.count(header.lineEnd, at: header.range.upperBound, in: header.place) }
      if !header.isBroken { ask(\.asHeaderRule) { $0.check(header, of: context, $1) } }
    }
    let plans = ColumnPlan.plans(for: context, collector)
    let visitors = collector.enabled(\.asRowRule).compactMap { entry in
      entry.rule.visitor(of: context).map { (id: entry.id, visitor: $0) }
    }
    readRows(plans, visitors)
    let accessor = RowAccessor(context)
    ask(\.asTableRule) { $0.check(context, accessor, $1) }
  }

  private func readRows(_ plans: [ColumnPlan], _ visitors: [(id: RuleID, visitor: any RowVisitor)]) {
    let before = context.statistics
    if visitors.isEmpty, let parts = ParallelRowPass(context, threads: threads) {
      if parts.read(plans, collector) { return }
      context.statistics = before
    }
    RowPass(context: context, collector: collector, plans: plans, visitors: visitors).run().scanner.finish()
  }

  /// Defects of quoting and of characters in the cells themselves.
  private func checkHeaderRecord(_ header: Header) {
    guard !header.isMissing else { return }
    var reader = context.layout.headerReader()
    guard reader.next() else { return }
    let row = Row(context: context)
    row.fill(from: reader, place: header.place)
    row.quoteDefects = reader.defects
    row.flags = reader.defects.isEmpty ? [] : .quoteDefect
    for (id, rule) in collector.enabled(\.asRecordRule) where !rule.recordTriggers.isDisjoint(with: row.flags) {
      rule.check(row, of: context, collector.reporter(for: id))
    }
    for index in 0..<min(row.fields.count, context.layout.columns.count) {
      if row.fieldFlags[index].contains(.nonASCII) {
        row.fieldFlags[index].formUnion(
          CharacterClassifier.flags(context.layout.document.text, row.fields[index].value))
      }
      let value = Value(index: index, row: row)
      for (id, rule) in collector.enabled(\.asValueRule)
      where rule.checksHeaderRow && !rule.triggers.isDisjoint(with: value.flags) {
        rule.check(value, of: row, collector.reporter(for: id))
      }
    }
  }

  private func ask<Scope>(_ scope: (any Rule) -> Scope?, _ question: (Scope, RuleReporter) -> Void) {
    for (id, rule) in collector.enabled(scope) { question(rule, collector.reporter(for: id)) }
  }
}
