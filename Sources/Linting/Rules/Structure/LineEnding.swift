import CSV
import Layout

/// Lines that end in several ways, or with CR alone.
struct LineEnding: TableRule, FixingRule {
  let info = RuleInfo(
    "line-ending", .warning, .structure, fixPriority: 160, help: "Save the file with one line ending, CRLF or LF.")

  func check(_ context: LintContext, _ accessor: RowAccessor, _ report: RuleReporter) {
    let ends = context.statistics.lineEnds
    let present = [LineEnd.lf, .crlf, .cr].filter { ends[Int($0.rawValue)].count > 0 }
    guard present.count > 1 || present == [.cr] else { return }
    let doubled = context.statistics.doubledLineEnds
    if doubled > 0, doubled * 10 >= ends[Int(LineEnd.cr.rawValue)].count * 9 {
      let first = ends[Int(LineEnd.cr.rawValue)]
      return report.add("lines end with CR CR LF", at: first.first..<first.first, in: first.place)
    }
    let rarest = present.min {
      (ends[Int($0.rawValue)].count, -ends[Int($0.rawValue)].first) < (
        ends[Int($1.rawValue)].count, -ends[Int($1.rawValue)].first
      )
    }!
    let rare = ends[Int(rarest.rawValue)]
    let message: Message =
      present.count == 1
      ? "lines end with CR only"
      : Message(
        rare.count == 1
          ? "mixed line endings: {} line ends with {}"
          : "mixed line endings: {} lines end with {}", .number(rare.count),
        .text(LineEnding.name(rarest)))
    report.add(message, at: rare.first..<rare.first, in: rare.place)
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
    let text = fixer.layout.document.text
    var reader = fixer.layout.rowReader(from: fixer.layout.document.start)
    while reader.next() {
      // Of a value whose quote is never closed, the line end may be a part.
      guard !reader.flags.contains(.unclosedQuote) else { return nil }
      var end = reader.end..<reader.position
      if text[end].elementsEqual([0x0D]), text[end.upperBound...].starts(with: [0x0D, 0x0A]) {
        // CR CR LF.
        _ = reader.next()
        end = end.lowerBound..<reader.position
      }
      if !end.isEmpty, !text[end].elementsEqual(wanted) { edits.append(Fix.Edit(end, wanted)) }
    }
    var fix = Fix("Use one line ending", isSafe: true, edits)
    fix.isLoose = true
    return fix
  }
}
