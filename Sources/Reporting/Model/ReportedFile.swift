import Linting
import Migration

/// One file's results as the formats see them: from the linter, or from a JSON report that was read again.
///
/// Findings are asked for by index, from 0 in the contract's order, and what costs something is worked out only when a
/// format asks for it. The ``count`` findings of the run are followed by the ``knownCount`` that are in its baseline.
public protocol ReportedFile: AnyObject {
  var facts: FileFacts { get }
  var count: Int { get }
  var knownCount: Int { get }

  func rule(_ index: Int) -> RuleID
  func severity(_ index: Int) -> Severity
  /// The data row, from 1; nil for the header and for the file.
  func row(_ index: Int) -> Int?
  /// How many rows share the finding, which is reported at the first of them.
  func rows(_ index: Int) -> Int
  /// The row of a spreadsheet, from 1.
  func record(_ index: Int) -> Int
  /// The column, from 0; nil where the finding is about a whole row or the file.
  func column(_ index: Int) -> Int?
  /// The sheet of a workbook that the finding is in, and its cell; nil for a file that is text.
  func sheetCell(_ index: Int) -> SheetCell?
  /// The column's name; nil where it has none that may be shown.
  func field(_ index: Int) -> String?

  func start(_ index: Int) -> Position
  func span(_ index: Int) -> Span
  /// The same with columns in bytes of UTF-8; nil where the report that was read does not say.
  func byteSpan(_ index: Int) -> Span?
  /// In the file as it is.
  func bytes(_ index: Int) -> (offset: Int, length: Int)

  /// Appends the message as UTF-8.
  func render(_ index: Int, into bytes: inout [UInt8])
  /// The message without what is filled in: the same for findings that say the same.
  func template(_ index: Int) -> String
  /// What to do about this very finding, as one imperative sentence: the corrected text where it is known.
  func advice(_ index: Int) -> String
  /// What the migration service says of the same defect.
  func service(_ index: Int) -> String?
  /// The row, secrets masked; nil where there is none, or the report that was read has none.
  func excerpt(_ index: Int) -> Excerpt?
  func fingerprint(_ index: Int) -> Fingerprint

  func related(_ index: Int) -> RelatedPlace?
  /// From where to where the related place goes; nil where there is none, or the report that was read does not say.
  func relatedSpan(_ index: Int, in unit: ColumnUnit) -> Span?

  func fixTitle(_ index: Int) -> FixTitle?
  func fix(_ index: Int) -> ReportedFix?
  /// The sign-in name of a data row, in plain characters; nil where it may not be shown, or the report that was
  /// read does not say.
  func signInName(ofRow row: Int) -> String?

  /// A fix that people may read in full; nil where there is none, where it may hold a secret, or where it has more
  /// than `most` edits.
  func suggestion(_ index: Int, in unit: ColumnUnit, most: Int) -> Suggestion?

  /// The same findings with caches of their own, for another thread; nil where only one thread may use them.
  func copyForThread() -> (any ReportedFile)?
}

extension ReportedFile {
  /// The message as text.
  func message(_ index: Int) -> String {
    var bytes: [UInt8] = []
    render(index, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  var path: String { facts.path }

  /// Appends where a finding is, for people: `17:3`, or the cell of a workbook, `Users!C17`.
  func renderPlace(_ index: Int, into bytes: inout [UInt8]) {
    if let cell = sheetCell(index) {
      bytes += cell.description.utf8
      return
    }
    let start = start(index)
    bytes += String(start.line).utf8
    bytes.append(UInt8(ascii: ":"))
    bytes += String(start.column).utf8
  }

  /// Where a finding is, for people.
  package func place(_ index: Int) -> String {
    var bytes: [UInt8] = []
    renderPlace(index, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the message, in a workbook behind the cell: for formats whose places are numbers.
  func renderPlaced(_ index: Int, into bytes: inout [UInt8]) {
    if let cell = sheetCell(index) { bytes += "\(cell.description): ".utf8 }
    render(index, into: &bytes)
  }

  /// The message, in a workbook behind the cell.
  func placedMessage(_ index: Int) -> String {
    var bytes: [UInt8] = []
    renderPlaced(index, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Where a related place is, for people: `line 3`, or the row of a workbook.
  func relatedPlace(_ index: Int, _ related: RelatedPlace) -> String {
    "\(sheetCell(index) == nil ? "line" : "row") \(related.start.line)"
  }
}

/// What is said of a file besides its findings.
public struct FileFacts: Sendable, Equatable {
  public var path: String
  public var kind: String
  /// Why the kind was taken; nil where the user named it.
  public var kindReason: String?
  public var server: String
  /// Why the server was taken; nil where the user named it.
  public var serverReason: String?
  public var encoding: String
  public var delimiter: UInt8
  /// The line of the header row; nil where there is none.
  public var headerLine: Int?
  /// The data rows, or those of a part.
  public var rows: Int
  /// The size of the whole file.
  public var bytes: Int
  /// The first row of a part; nil where it is about the whole file.
  public var firstRow: Int?
  /// Nil where nobody signed in.
  public var probe: ProbeFacts?
}

/// A cell of a workbook.
public struct SheetCell: Sendable, Equatable {
  public var sheet: String
  /// Such as `C17`.
  public var cell: String

  /// `Users!C17`, the sheet's name in quotes where a formula would need them.
  public var description: String {
    let isPlain = sheet.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isAlphabetic || ("0"..."9") ~= $0 }
    return isPlain
      ? "\(sheet)!\(cell)"
      : "'\(sheet.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))'!\(cell)"
  }
}

/// From one place to another, the end exclusive.
public struct Span: Sendable, Equatable {
  public var start: Position
  public var end: Position
}

/// What columns are counted in.
public enum ColumnUnit: Sendable { case codePoints, bytes }

/// Another place that belongs to a finding.
public struct RelatedPlace: Sendable, Equatable {
  public var message: String
  public var start: Position
}

/// What a fix does, and whether it keeps the meaning.
public struct FixTitle: Sendable, Equatable {
  public var text: String
  public var isSafe: Bool
}

/// A fix as edits of the file as it is.
public struct ReportedFix: Sendable, Equatable {
  public struct Edit: Sendable, Equatable {
    public var offset: Int
    public var length: Int
    /// Nil where it may hold a secret.
    public var newText: [UInt8]?
  }

  public var title: FixTitle
  public var edits: [Edit]
}

/// A fix whose every edit may be shown.
public struct Suggestion: Sendable, Equatable {
  /// More edits than this are nothing to read one by one.
  static let mostEdits = 20

  public struct Edit: Sendable, Equatable {
    public var span: Span
    public var text: [UInt8]
  }

  public var title: String
  public var edits: [Edit]
}
