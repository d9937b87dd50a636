import Layout
import Migration

/// The first row is data.
struct HeaderMissing: HeaderRule, FixingRule {
  let info = RuleInfo(
    "header-missing", .error, .header, fixPriority: 200, traits: .obscuresRows,
    help: "Insert a row with the column names above the first row.")

  func check(_ header: Header, of context: LintContext, _ report: RuleReporter) {
    checkLinesAbove(header, context, report)
    guard header.isMissing else { return }
    let names = context.layout.kind.columns.filter(\.isRequired).map(\.name).joined(separator: ",")
    report.add(
      Message("missing header row: the first row contains data; expected `{}`", .text(names)), at: header.range,
      in: header.place)
  }

  private func checkLinesAbove(_ header: Header, _ context: LintContext, _ report: RuleReporter) {
    let wanted = context.layout.kind.linesAboveHeader
    for line in context.layout.preamble.linesAbove where line.isOther {
      let place = RowPlace(start: line.range.lowerBound, line: line.line, record: line.line, row: nil)
      report.add(Message("this line must be `{}`", .text(wanted[line.wanted])), at: line.range, in: place)
    }
    let missing = wanted.indices.filter { index in !context.layout.preamble.linesAbove.contains { $0.wanted == index } }
    guard !missing.isEmpty else { return }
    let text = missing.map { "`\(wanted[$0])`" }.joined(separator: " and ")
    report.add(
      Message("missing line above the header row: {}", .text(text)),
      at: header.range.lowerBound..<header.range.lowerBound, in: header.place)
  }

  /// The fix of a line above the cells; nil where the finding is about the cells themselves.
  private func fixLinesAbove(_ finding: Finding, _ context: LintContext, _ fixer: Fixer) -> Fix? {
    let wanted = context.layout.kind.linesAboveHeader
    if let line = context.layout.preamble.linesAbove.first(where: { $0.range == finding.range }) {
      return Fix(
        "Write the required line", isSafe: true, [Fix.Edit(line.range, Array(wanted[line.wanted].utf8))])
    }
    guard finding.range.isEmpty, let header = context.layout.header, context.layout.preamble.linesAbove.isEmpty else {
      return nil
    }
    let text = wanted.flatMap { Array($0.utf8) + fixer.lineEnd }
    return Fix(
      "Insert the line above the header row", isSafe: true,
      [Fix.Edit(header.range.lowerBound..<header.range.lowerBound, text)])
  }

  func fix(_ finding: Finding, _ fixer: Fixer) -> Fix? {
    let context = fixer.context
    if !context.layout.kind.linesAboveHeader.isEmpty, finding.range != context.layout.header?.range {
      return fixLinesAbove(finding, context, fixer)
    }
    // First the rows are separated as the header would be.
    guard context.layout.preamble.wrongDelimiter == nil else { return nil }
    guard let names = columnNames(fixer) else { return nil }
    let start = finding.range.lowerBound
    return Fix(
      "Insert a header row inferred from the values; check the column names", isSafe: names.isCertain,
      [Fix.Edit(start..<start, Array(names.text.utf8) + fixer.lineEnd)])
  }

  /// The header row, where each column has a role by its values, and each required role a column.
  private func columnNames(_ fixer: Fixer) -> (text: String, isCertain: Bool)? {
    let layout = fixer.layout
    let kind = layout.kind
    guard let found = layout.evidence.roles, found.roles.count == layout.expectedCount else { return nil }
    var names: [String] = []
    var isCertain = true
    var used: Set<Int> = []
    // Optional columns may be any of those that the kind has.
    let isInPlace =
      found.roles.count == kind.columns.count
      && (kind.order == .exact || kind.columns.allSatisfy { $0.presence == .required })
    let hasSecrets = kind.columns.contains { $0.role == .password || $0.role == .signInName }
    for (index, inferred) in found.roles.enumerated() {
      let column: Int?
      if let inferred, case let role = inferred.role.ofColumn, hasSecrets || role == .address {
        guard inferred.certainty > .possible else { return nil }
        if inferred.certainty < .certain { isCertain = false }
        column = kind.columns.indices.first { kind.columns[$0].role == role && !used.contains($0) }
      } else {
        // In a kind without secrets, the columns of text are in their places.
        let isText = !hasSecrets && isInPlace && kind.columns[index].role == .text
        column = isText && !used.contains(index) ? index : nil
        isCertain = false
      }
      guard let column else { return nil }
      used.insert(column)
      names.append(kind.columns[column].name)
    }
    guard kind.columns.indices.allSatisfy({ !kind.columns[$0].isRequired || used.contains($0) }) else { return nil }
    return (names.joined(separator: ","), isCertain)
  }
}
