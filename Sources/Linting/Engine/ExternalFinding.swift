import CSV
import Layout

/// What the probe found out about a row, or about all of them.
public struct ExternalFinding: Sendable {
  public var rule: ProbeRule.Name
  /// In words; safe to be shown.
  public var message: String
  /// The data row, from 1; nil for all of them.
  public var row: Int?

  public init(rule: ProbeRule.Name, message: String, row: Int?) {
    (self.rule, self.message, self.row) = (rule, message, row)
  }
}

extension LintResult {
  /// The same file with further findings, in the contract's order.
  public func adding(_ notes: [ExternalFinding], options: LintOptions) -> LintResult {
    let collector = FindingCollector(selection: options.selection)
    let numbers = Dictionary(uniqueKeysWithValues: RuleRegistry.names.enumerated().map { ($1, RuleID(index: $0)) })
    for note in notes {
      guard let rule = numbers[note.rule.rawValue], collector.isEnabled(rule) else { continue }
      let report = collector.reporter(for: rule)
      guard let number = note.row else {
        report.add(
          Message("{}", .text(note.message)), at: context.layout.document.start..<context.layout.document.start,
          in: .file)
        continue
      }
      guard let row = context.signInRow(number) else { continue }
      let field = note.rule.isAboutRoot ? row.root ?? row.signInName : row.signInName
      let column = note.rule.isAboutRoot && row.root != nil ? context.layout.rootColumn : context.layout.signInColumn
      report.add(Message("{}", .text(note.message)), at: field.value, in: row.place, field: column)
    }
    collector.add(all: findings)
    return LintResult(context: context, findings: collector.sorted(), known: known)
  }
}
