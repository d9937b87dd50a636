import CSV
import Layout

/// One record with its cells, for whoever asks about a place in a file.
public struct Record {
  public struct Cell {
    /// The column, from 0.
    public var column: Int
    public var field: Field
    /// It is no secret, and may be quoted.
    public var isShown: Bool
  }

  public var place: RowPlace
  /// The record holds the cells.
  public var isHeader: Bool
  /// At most ``CSV/Reader/capacity``.
  public var cells: [Cell]

  /// The cell that a byte offset is in, its delimiter included.
  public func cell(at offset: Int) -> Cell? { cells.first { $0.field.start <= offset && offset <= $0.field.end } }

  /// Byte offsets of the whole record.
  public var range: Range<Int> { place.start..<max(place.start, cells.last?.field.end ?? place.start) }
}

extension LintResult {
  /// The record that a byte offset is in, or the one before it: the header or a row; nil above them.
  public func record(at offset: Int) -> Record? {
    guard context.layout.isReadable else { return nil }
    let header = context.layout.header.flatMap { $0.isMissing ? nil : $0 }
    if let row = context.rowIndex.row(containing: offset) { return record(context.rowIndex.place(ofRow: row)) }
    return header.flatMap { $0.place.start <= offset ? record($0.place) : nil }
  }

  /// The row of a number, from 1.
  public func record(ofRow row: Int) -> Record? {
    1...max(context.rowCount, 1) ~= row && context.rowCount > 0 ? record(context.rowIndex.place(ofRow: row)) : nil
  }

  private func record(_ place: RowPlace) -> Record? {
    guard let quote = quoted.row(at: place) else { return nil }
    let cells = quote.record.fields.enumerated().map { Record.Cell(column: $0, field: $1, isShown: quote.shows($0)) }
    return Record(place: place, isHeader: quote.part == .header, cells: cells)
  }
}

extension LintResult {
  /// The admin in the sign-in names of most rows; nil where there is none, or it is where it may not be quoted.
  public var commonAdmin: String? {
    guard let column = context.layout.signInColumn, let common = context.statistics.admins.deviants()?.common,
      mayQuote(column, in: context.place(containing: common.lowerBound))
    else { return nil }
    return context.layout.text(common)
  }
}
