import CSV
import Layout

/// Lines above the rows that are no part of the table.
struct TitleLine: DocumentRule, FixingRule {
  let info = RuleInfo(
    "title-line", .error, .structure, fixPriority: 122, traits: .obscuresRows,
    help: "Delete every line above the rows but the header row.")

  func check(_ context: LintContext, _ report: RuleReporter) {
    let lines = context.layout.preamble.titleLines
    if let ruler = context.layout.preamble.ruler {
      report.add(
        "ruled line below the header row; the service reads it as a row", at: ruler.range,
        in: RowPlace(start: ruler.range.lowerBound, line: ruler.number, record: 2, row: nil))
    }
    guard let first = lines.first, let last = lines.last else { return }
    let what = TitleLine.name(lines.first { $0.kind != .blank } ?? first)
    let message =
      lines.count == 1
      ? Message("{} above the table; the service reads it as the header row", .text(what))
      : Message(
        "{} above the table ({} lines); the service reads the first as the header row", .text(what),
        .number(lines.count))
    report.add(
      message, at: first.range.lowerBound..<last.range.upperBound,
      in: RowPlace(start: first.range.lowerBound, line: first.number, record: 1, row: nil))
  }

  static func name(_ line: TableBounds.Line) -> String {
    switch line.kind {
    case .title, .footer: "line of text"
    case .comment: "comment"
    case .fence: "code fence"
    case .blank: "blank line"
    case .ruler: "ruled line"
    case .total: "total"
    }
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let preamble = fixer.layout.preamble
    if let ruler = preamble.ruler, finding.range.lowerBound == ruler.range.lowerBound {
      let end = FilePreamble.endOfLine(fixer.layout.document.text, ruler.range.upperBound)
      return Fix("Delete the ruled line", isSafe: true, [Fix.Edit(ruler.range.lowerBound..<end)])
    }
    guard let first = preamble.titleLines.first else { return nil }
    return Fix("Delete the lines above the table", isSafe: true, [Fix.Edit(first.range.lowerBound..<preamble.start)])
  }
}
