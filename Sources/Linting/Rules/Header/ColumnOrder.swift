import CSV
import Layout

/// The columns stand in another order than the kind fixes.
struct ColumnOrder: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-order", .error, .header, fixPriority: 250, help: "Reorder the columns as documented.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard context.layout.kind.order == .exact, header.namesColumns(of: context.layout) else { return }
    let meant = header.cells.map(\.meaning.column)
    guard meant.count == Set(meant).count, !meant.contains(nil) else { return }
    let wanted = meant.compactMap { $0 }.sorted()
    guard let index = meant.indices.first(where: { meant[$0] != wanted[$0] }) else { return }
    report.add(
      Message(
        "wrong column order: `{}` instead of `{}`", .value(header.cells[index].range),
        .text(context.layout.kind.columns[wanted[index]].name)),
      at: header.cells[index].range, in: header.place, field: index)
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let meant = fixer.layout.header?.cells.map({ $0.meaning.column ?? 0 }) else { return nil }
    let order = meant.indices.sorted { meant[$0] < meant[$1] }
    var edits: [Fix.Edit] = []
    let isSound = fixer.records { reader, _ in
      guard reader.count == order.count, reader.flags.isDisjoint(with: .quoteDefect) else { return false }
      let texts = order.map { Array(fixer.layout.bytes(reader.fields[$0].whole)) }
      edits.append(Fix.Edit(reader.start..<reader.end, Array(texts.joined(separator: [reader.delimiter]))))
      return true
    }
    return isSound ? Fix("Reorder the columns", isSafe: true, edits) : nil
  }
}
