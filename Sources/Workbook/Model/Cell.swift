/// A cell that holds something. Its text is read with ``SheetRow/text(of:)``.
public struct Cell: Sendable {
  /// What a cell holds.
  public enum Kind: UInt8, Sendable {
    case text, number, date, time, boolean, error
  }

  /// From 1.
  public let column: Int32
  public let kind: Kind
  /// Whether a formula computed what the cell holds.
  public let isFormula: Bool
  /// The number of a number cell; the serial number of a date or time in .xlsx; otherwise 0.
  public let number: Double
  /// Where the text is, in bytes.
  let start: Int
  let length: Int32
  /// Whether the text is a shared string, not a part of the row's own text.
  let isShared: Bool
}

/// A row that has at least one ``Cell``; valid until the closure that receives it returns.
public struct SheetRow {
  /// From 1, as the spreadsheet shows it.
  public let number: Int
  /// Whether the row is hidden, by hand or by a filter.
  public let isHidden: Bool
  /// In ascending order of columns.
  public let cells: UnsafeBufferPointer<Cell>
  let ownText: UnsafeRawPointer
  let sharedText: UnsafeRawPointer

  /// The text of a cell in UTF-8, independent of any locale: numbers with a decimal point and all their digits, dates
  /// as in ISO 8601, `TRUE` and `FALSE`, errors as `#N/A`.
  public func text(of cell: Cell) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: (cell.isShared ? sharedText : ownText) + cell.start, count: Int(cell.length))
  }

  /// As ``text(of:)``.
  public func string(of cell: Cell) -> String { String(decoding: text(of: cell), as: UTF8.self) }
}
