import CSV

/// Lines that end in several ways, or with CR alone.
struct LineEnding: TableRule, FixingRule {
  let info = RuleInfo("line-ending", .warning, .structure, help: "Save the file with one kind of line end, CRLF or LF.")

  func check(_ table: Table, _ accessor: RowAccessor, _ collector: FindingCollector) {
    let ends = table.statistics.lineEnds
    let present = [LineEnd.lf, .crlf, .cr].filter { ends[Int($0.rawValue)].count > 0 }
    guard present.count > 1 || present == [.cr] else { return }
    let rarest = present.min {
      (ends[Int($0.rawValue)].count, -ends[Int($0.rawValue)].first) < (
        ends[Int($1.rawValue)].count, -ends[Int($1.rawValue)].first
      )
    }!
    let rare = ends[Int(rarest.rawValue)]
    let message: Message =
      present.count == 1
      ? "the lines end with CR alone, as no system writes them any more"
      : Message(
        rare.count == 1
          ? "{} of the file's lines ends with {}, the others otherwise"
          : "{} of the file's lines end with {}, the others otherwise", .number(rare.count),
        .text(LineEnding.name(rarest)))
    collector.add(message, at: rare.first..<rare.first, in: rare.place)
  }

  private static func name(_ end: LineEnd) -> String {
    switch end {
    case .lf: "LF"
    case .crlf: "CRLF"
    case .cr: "CR"
    case .none: "nothing"
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let wanted = fixer.lineEnd
    var edits: [Fix.Edit] = []
    let text = fixer.table.document.text
    var reader = fixer.table.document.reader(fixer.table.rowDelimiter, from: fixer.table.document.start)
    reader.expectedCount = fixer.table.expectedCount
    while reader.next() {
      // Of a value whose quote is never closed, the line end may be a part.
      guard !reader.flags.contains(.unclosedQuote) else { return nil }
      let end = reader.end..<reader.position
      if !end.isEmpty, !text[end].elementsEqual(wanted) { edits.append(Fix.Edit(end, wanted)) }
    }
    var fix = Fix("end all lines alike", isSafe: true, edits)
    fix.isLoose = true
    return fix
  }
}
