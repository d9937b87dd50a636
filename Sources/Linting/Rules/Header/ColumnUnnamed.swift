import CSV

/// An empty cell.
struct ColumnUnnamed: HeaderRule, FixingRule {
  let info = RuleInfo(
    "column-unnamed", .error, .header,
    help: "Delete the separator, and those of the empty column below it; or name the column.")

  func check(_ header: Header, of table: Table, _ collector: FindingCollector) {
    guard header.namesColumns(of: table) else { return }
    let cells = header.cells
    let unnamed = cells.indices.filter { cells[$0].meaning == .unnamed && !ColumnName.isBroken(cells[$0], table) }
    guard !unnamed.isEmpty else { return }
    let empty = table.emptyColumns(among: unnamed)
    // Neighbours have one cause: an empty part of the sheet was saved with the rest.
    var run = unnamed[0]...unnamed[0]
    for index in unnamed.dropFirst() + [cells.count + 1] {
      if index == run.upperBound + 1, empty.contains(index) == empty.contains(run.lowerBound) {
        run = run.lowerBound...index
        continue
      }
      collector.add(
        message(run, isEmpty: empty.contains(run.lowerBound)),
        at: cells[run.lowerBound].range.lowerBound..<cells[run.upperBound].range.upperBound, in: header.place,
        field: run.lowerBound)
      run = index...index
    }
  }

  private func message(_ run: ClosedRange<Int>, isEmpty: Bool) -> Message {
    guard run.count > 1 else {
      return isEmpty ? "a column without a name, and without a value in any row" : "a column without a name"
    }
    return Message(
      isEmpty ? "{} columns without a name, and without a value in any row" : "{} columns without a name",
      .number(run.count))
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    guard let first = finding.field, let header = fixer.table.header else { return nil }
    let runs = header.cells.indices.count {
      header.cells[$0].meaning == .unnamed && ($0 == 0 || header.cells[$0 - 1].meaning != .unnamed)
    }
    guard runs <= ColumnUnknown.mostColumns else { return nil }
    let run =
      first...(header.cells.lastIndex { $0.range.lowerBound <= finding.range.upperBound && $0.meaning == .unnamed }
      ?? first)
    guard fixer.table.emptyColumns(among: run).count == run.count else { return nil }
    return fixer.drop(run, "drop the empty column", isSafe: true)
  }
}
