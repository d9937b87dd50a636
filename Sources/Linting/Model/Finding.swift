import Migration

/// Where a row stands in its file.
public struct RowPlace: Sendable, Equatable {
  /// Byte offset of the record's first byte in the text; always the beginning of a line.
  public var start: Int
  private var lineNumber: UInt32
  private var recordNumber: UInt32
  private var rowNumber: UInt32

  @inline(__always)
  public init(start: Int, line: Int, record: Int, row: Int?) {
    self.start = start
    lineNumber = UInt32(truncatingIfNeeded: line)
    recordNumber = UInt32(truncatingIfNeeded: record)
    rowNumber = UInt32(truncatingIfNeeded: row ?? 0)
  }

  /// The line on which the record begins, from 1.
  public var line: Int { Int(lineNumber) }
  /// The record's number, from 1, blank lines not counted: the row of a spreadsheet.
  public var record: Int { Int(recordNumber) }
  /// The data row, as the service counts: 1 is the first under the header; nil for the header and for the file.
  public var row: Int? { rowNumber == 0 ? nil : Int(rowNumber) }
  /// The data row, 0 for the header and for the file.
  @inline(__always) var number: Int { Int(rowNumber) }

  /// The same place, rows before it counted in.
  func shifted(by shift: RowShift) -> RowPlace {
    RowPlace(start: start, line: line + shift.lines, record: record + shift.records, row: row.map { $0 + shift.rows })
  }

  /// The beginning of the file.
  public static let file = RowPlace(start: 0, line: 1, record: 1, row: nil)
}

/// One thing that is wrong, at its exact place.
public struct Finding: Sendable {
  /// Another place that belongs to the finding: the first of two duplicates. An object, for few findings have one.
  public final class Related: Sendable {
    public let message: Message
    public let range: Range<Int>
    public let place: RowPlace

    public init(message: Message, range: Range<Int>, place: RowPlace) {
      self.message = message
      self.range = range
      self.place = place
    }
  }

  /// What the migration service says of the same defect.
  public enum Service: Sendable {
    case emptyFile
    case wrongNumberOfColumns(expected: Int, actual: Int)
    case missingColumn(String)
    case tooManyRows(limit: Int)
  }

  public var rule: RuleID
  public var severity: Severity
  public var message: Message
  /// Byte offsets in the text as it was linted (see ``Document``), end exclusive.
  public var range: Range<Int>
  public var place: RowPlace
  /// The column, from 0; nil where the finding is about a whole row or the file.
  public var field: Int?
  public var related: Related?
  public var service: Service?
}

/// A rule's index in the ``RuleRegistry``.
public struct RuleID: Sendable, Hashable, Comparable {
  private let number: UInt16
  public var index: Int { Int(number) }

  public init(index: Int) { number = UInt16(index) }

  public var name: String { RuleRegistry.names[index] }
  public static func < (a: RuleID, b: RuleID) -> Bool { a.number < b.number }
}
