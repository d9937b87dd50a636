import Layout
import Migration

/// One run of the rules over a file: its layout, the options, and what has been counted so far.
public final class LintContext {
  package let input: Input
  package let layout: FileLayout
  package let options: LintOptions
  /// The data rows read so far.
  package internal(set) var rowCount = 0
  /// What the row pass has counted.
  package internal(set) var statistics = FileStatistics()
  package internal(set) var rowIndex = RowIndex()
  /// The regular expressions of the kind's columns.
  let patterns = RegexCache()

  /// The roles of the columns by their content: what may be quoted depends on it, and few files need it.
  private(set) lazy var contentRoles: RoleInference =
    layout.evidence.roles
    ?? RoleInference(RowSample(layout.rowReader(), rows: LintContext.sampledRows, upTo: layout.rowsEnd))
  private static let sampledRows = 200

  /// The recipients that the rows' targets are; nil where no recipients are known, or the kind is not about them.
  private(set) lazy var recipientMatches: RecipientMatches? = {
    guard let directory = options.recipients, layout.isReadable,
      !layout.kind.disabledRules.contains("recipient-missing")
    else { return nil }
    return RecipientMatches(self, directory)
  }()

  init(input: Input, layout: FileLayout, options: LintOptions) {
    (self.input, self.layout, self.options) = (input, layout, options)
  }

  /// The same file with nothing counted yet, for a pass over a part of the rows.
  func fresh() -> LintContext { LintContext(input: input, layout: layout, options: options) }

  /// The same file as it was counted, with caches of its own, for another thread; nil where what a thread is told
  /// depends on what others have asked for: the search for near recipients is limited for a file.
  func copyForThread() -> LintContext? {
    guard options.recipients == nil else { return nil }
    let copy = fresh()
    (copy.rowCount, copy.statistics, copy.rowIndex) = (rowCount, statistics, rowIndex)
    return copy
  }

  /// Forgets the rows read so far.
  func forgetRows() {
    rowCount = 0
    rowIndex = RowIndex()
  }

  /// Adds what was counted in a later part of the file.
  func append(_ part: LintContext, shifted shift: RowShift) {
    rowCount += part.rowCount
    rowIndex.append(part.rowIndex, shifted: shift)
    statistics.append(part.statistics, shifted: shift, base: layout.base)
  }

  /// The row that a byte offset is in, among those read so far; the header or the file above them.
  func place(containing offset: Int) -> RowPlace {
    if let row = rowIndex.row(containing: offset) { return rowIndex.place(ofRow: row) }
    if let header = layout.header, header.range.contains(offset) { return header.place }
    return .file
  }
}
