import CSV
import Layout

/// An empty cell.
struct ColumnUnnamed: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-unnamed", .error, .header, fixPriority: 240,
    help: "Name the column, or delete it if it is empty.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    guard header.namesColumns(of: context.layout) else { return }
    let cells = header.cells
    let atEnd = TrailingDelimiters.run(header, context)
    let unnamed = cells.indices.filter { cells[$0].meaning == .unnamed && !ColumnName.isBroken(cells[$0], context) }
      .filter { atEnd?.contains($0) != true }
    guard !unnamed.isEmpty else { return }
    let empty = context.layout.emptyColumns(among: unnamed)
    // Neighbours have one cause: an empty part of the sheet was saved with the rest.
    var run = unnamed[0]...unnamed[0]
    for index in unnamed.dropFirst() + [cells.count + 1] {
      if index == run.upperBound + 1, empty.contains(index) == empty.contains(run.lowerBound) {
        run = run.lowerBound...index
        continue
      }
      report.add(
        message(run, isEmpty: empty.contains(run.lowerBound)),
        at: cells[run.lowerBound].range.lowerBound..<cells[run.upperBound].range.upperBound, in: header.place,
        field: run.lowerBound)
      run = index...index
    }
  }

  private func message(_ run: ClosedRange<Int>, isEmpty: Bool) -> Message {
    guard run.count > 1 else {
      return isEmpty ? "unnamed column without values" : "unnamed column"
    }
    return Message(
      isEmpty ? "{} unnamed columns without values" : "{} unnamed columns",
      .number(run.count))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let first = finding.field, let header = fixer.layout.header else { return nil }
    let runs = header.cells.indices.count {
      header.cells[$0].meaning == .unnamed && ($0 == 0 || header.cells[$0 - 1].meaning != .unnamed)
    }
    guard runs <= ColumnUnknown.mostColumns else { return nil }
    let run =
      first...(header.cells.lastIndex { $0.range.lowerBound <= finding.range.upperBound && $0.meaning == .unnamed }
      ?? first)
    guard fixer.layout.emptyColumns(among: run).count == run.count else { return nil }
    return fixer.drop(run, run.count == 1 ? "Delete the empty column" : "Delete the empty columns", isSafe: true)
  }
}
