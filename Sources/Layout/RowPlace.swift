/// The place of a record in its file.
public struct RowPlace: Sendable, Equatable {
  /// Byte offset of the record's first byte in the text; always the beginning of a line.
  public var start: Int
  @usableFromInline var lineNumber: UInt32
  @usableFromInline var recordNumber: UInt32
  @usableFromInline var rowNumber: UInt32

  @inlinable public init(start: Int, line: Int, record: Int, row: Int?) {
    self.start = start
    lineNumber = UInt32(truncatingIfNeeded: line)
    recordNumber = UInt32(truncatingIfNeeded: record)
    rowNumber = UInt32(truncatingIfNeeded: row ?? 0)
  }

  /// The line on which the record begins, from 1.
  @inlinable public var line: Int { Int(lineNumber) }
  /// The record's number, from 1, blank lines not counted: the row of a spreadsheet.
  @inlinable public var record: Int { Int(recordNumber) }
  /// The data row, as the service counts: 1 is the first under the header; nil for the header and for the file.
  @inlinable public var row: Int? { rowNumber == 0 ? nil : Int(rowNumber) }
  /// The data row, 0 for the header and for the file.
  @inlinable package var number: Int { Int(rowNumber) }

  /// The beginning of the file.
  public static let file = RowPlace(start: 0, line: 1, record: 1, row: nil)
}
