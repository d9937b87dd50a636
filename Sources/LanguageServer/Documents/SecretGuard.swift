import Linting

/// Makes the edits of fixes such that no new text reveals anything of a secret, or reports that this is impossible.
///
/// A new text may contain quotes, delimiters, spaces and line ends; the kind's cells; and what is, or will be, in a
/// cell that may be quoted.
struct SecretGuard {
  private let file: LintResult
  private let cells: Set<[UInt8]>
  /// Records more than this one edit never needs.
  private static let mostRecords = 8

  init(_ file: LintResult) {
    self.file = file
    cells = SecretGuard.values(in: file.layout.kind.columns.map { Array($0.name.utf8) })
  }

  /// The edits of a fix, as small as they can be; nil where one would repeat a secret.
  func edits(of fix: Fix, for finding: Finding) -> [Fix.Edit]? {
    guard !fix.becomesUTF8, file.layout.document.encoding == .utf8 else { return nil }
    var all: [Fix.Edit] = []
    for edit in fix.edits {
      let records = records(edit.range)
      let shown = shown(records)
      for piece in pieces(of: edit, records) {
        guard let small = MinimalEdits.trimmed(piece, file.layout.document.text) else { continue }
        guard isMade(piece.text, of: shown) || isMade(small.text, of: shown) || isOwn(small, records, of: finding)
        else { return nil }
        all.append(small)
      }
    }
    return all
  }

  /// The edits that lead from this file to another one, which came of it by fixes that were permitted each; nil where
  /// one would repeat a secret.
  func edits(to other: LintResult, _ changes: DiffHunks) -> [Fix.Edit]? {
    let after = SecretGuard(other)
    var all: [Fix.Edit] = []
    for part in changes.parts {
      let text = Array(other.layout.document.text[part.new])
      let records = records(part.old)
      let shown = shown(records).union(after.shown(after.records(part.new)))
      for piece in pieces(of: Fix.Edit(part.old, text), records) {
        guard let small = MinimalEdits.trimmed(piece, file.layout.document.text) else { continue }
        guard isMade(piece.text, of: shown) || isMade(small.text, of: shown) else { return nil }
        all.append(small)
      }
    }
    return all
  }

  private func pieces(of edit: Fix.Edit, _ records: [Record]) -> [Fix.Edit] {
    let text = file.layout.document.text
    let secrets = records.flatMap(\.cells).filter { !$0.isShown }.map(\.field.value)
    return MinimalEdits.pieces(of: edit, in: text) { token in
      if MinimalEdits.isStructural(text[token.lowerBound]) { return 1 }
      return secrets.contains { $0.contains(token.lowerBound) } ? 1 << 20 : 8 * token.count
    }
  }

  /// The edit is within the finding's own value, which may be quoted, or puts a separator into a value that is no
  /// secret.
  private func isOwn(_ edit: Fix.Edit, _ records: [Record], of finding: Finding) -> Bool {
    guard let column = finding.field, column < file.layout.columns.count else { return false }
    let own = records.first { $0.place == finding.place }?.cells.first { $0.column == column }
    if let own, own.isShown, own.field.start <= edit.range.lowerBound, edit.range.upperBound <= own.field.end {
      return true
    }
    return !file.layout.columns[column].isSecret
      && edit.text.allSatisfy { $0 < 0x80 && Unicode.Scalar($0).properties.generalCategory.isPunctuationOrSymbol }
  }

  /// Each value in a text is one of those that may be shown, or a cell.
  private func isMade(_ text: [UInt8], of shown: Set<[UInt8]>) -> Bool {
    MinimalEdits.tokens(text).allSatisfy { token in
      MinimalEdits.isStructural(token[token.startIndex]) || cells.contains(Array(token)) || shown.contains(Array(token))
    }
  }

  private func shown(_ records: [Record]) -> Set<[UInt8]> {
    SecretGuard.values(
      in: records.flatMap { $0.cells.filter(\.isShown).map { Array(file.layout.document.text[$0.field.value]) } })
  }

  private static func values(in texts: [[UInt8]]) -> Set<[UInt8]> {
    Set(texts.flatMap { MinimalEdits.tokens($0).map(Array.init) })
  }

  /// The records that a part of the text lies in; none where they are too many.
  private func records(_ range: Range<Int>) -> [Record] {
    var records: [Record] = []
    var next = file.record(at: range.lowerBound)
    while let record = next, record.place.start <= range.upperBound, records.count < SecretGuard.mostRecords {
      records.append(record)
      let row = (record.place.row ?? 0) + 1
      next = record.range.upperBound < range.upperBound ? file.record(ofRow: row) : nil
    }
    return next == nil || records.count < SecretGuard.mostRecords ? records : []
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isPunctuationOrSymbol: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .otherPunctuation, .mathSymbol,
      .currencySymbol,
      .modifierSymbol, .otherSymbol:
      true
    default: false
    }
  }
}
