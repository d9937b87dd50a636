import CSV

/// Something that was found out about a row, or all of them, by other means than reading the file.
public struct ExternalFinding: Sendable {
  /// A rule of the catalogue.
  public var rule: String
  /// In words; safe to be shown.
  public var message: String
  /// The data row, from 1; nil for all of them.
  public var row: Int?
  /// It is about the row's root, else about its sign-in name.
  public var isAboutRoot: Bool

  public init(rule: String, message: String, row: Int?, isAboutRoot: Bool = false) {
    (self.rule, self.message, self.row, self.isAboutRoot) = (rule, message, row, isAboutRoot)
  }
}

extension LintResult {
  /// The same file with further findings, in the contract's order.
  public func adding(_ notes: [ExternalFinding], options: LintOptions) -> LintResult {
    let collector = FindingCollector(selection: options.selection)
    let numbers = Dictionary(uniqueKeysWithValues: RuleRegistry.names.enumerated().map { ($1, RuleID(index: $0)) })
    for note in notes {
      guard let rule = numbers[note.rule], collector.isEnabled(rule) else { continue }
      collector.rule = rule
      guard let number = note.row else {
        collector.add(Message("{}", .text(note.message)), at: table.document.start..<table.document.start, in: .file)
        continue
      }
      guard let row = table.signInRow(number) else { continue }
      let field = note.isAboutRoot ? row.root ?? row.signInName : row.signInName
      let column = note.isAboutRoot && row.root != nil ? table.rootColumn : table.signInColumn
      collector.add(Message("{}", .text(note.message)), at: field.value, in: row.place, field: column)
    }
    collector.add(all: findings)
    return LintResult(table: table, findings: collector.sorted(), known: known)
  }
}
