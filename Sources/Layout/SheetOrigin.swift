import Platform
import Workbook

/// The sheet of a workbook that a document's text was made from, and where in it each record and value is.
public struct SheetOrigin: Sendable {
  /// A cell that contains something else than text, or whose text a formula computed.
  package struct TypedCell: Sendable {
    /// From 1.
    package let row: Int32
    /// From 1.
    package let column: Int32
    package let kind: Cell.Kind
    package let isFormula: Bool
    /// A number as the sheet shows it, with zeros in front (`00042`).
    package let isPadded: Bool
    /// A number of more digits than a spreadsheet keeps (15).
    package let hasLostDigits: Bool
  }

  /// The sheet's name.
  public let sheet: String
  /// The names of the workbook's sheets.
  public let sheets: [String]
  /// The size of the workbook, in bytes.
  public let size: Int
  /// The format, in words: `an Excel workbook`.
  package let format: String
  package let facts: SheetFacts
  /// In the order of rows and columns.
  package let typedCells: [TypedCell]
  /// The columns, from 1, between which the values of each record are.
  package let columns: ClosedRange<Int>
  /// By record: the row of the sheet, and the byte offset in the text.
  private let records: [(row: Int32, start: Int)]

  init(_ text: SheetText, of sheet: Sheet, among sheets: [Sheet], size: Int, format: String) {
    (self.sheet, self.sheets, self.size, self.format) = (sheet.name, sheets.map(\.name), size, format)
    (facts, records, columns, typedCells) = (text.facts, text.records, text.columns, text.typedCells)
  }

  /// The row of the sheet, from 1, that the record at or before a byte offset is.
  package func row(at offset: Int) -> Int {
    guard !records.isEmpty else { return 1 }
    return Int(records[max(records.partitioningIndex { $0.start > offset } - 1, 0)].row)
  }

  /// The cell of the record at a byte offset and a field, from 0.
  package func cell(at offset: Int, field: Int) -> CellReference {
    CellReference(row: row(at: offset), column: columns.lowerBound + field)
  }

  /// The byte offset of the first record in some rows of the sheet; nil where none of them is a record.
  package func start(inRows rows: ClosedRange<Int>) -> Int? {
    let index = records.partitioningIndex { $0.row >= rows.lowerBound }
    return index < records.count && records[index].row <= rows.upperBound ? records[index].start : nil
  }

  /// What is known of a cell besides its text; nil for a cell with text.
  package func typedCell(_ cell: CellReference) -> TypedCell? {
    let index = typedCells.partitioningIndex { ($0.row, $0.column) >= (Int32(cell.row), Int32(cell.column)) }
    guard index < typedCells.count, typedCells[index].row == cell.row, typedCells[index].column == cell.column else {
      return nil
    }
    return typedCells[index]
  }

  /// Whether a cell is empty for a reason that is reported elsewhere: it is merged with the one that has the value, or
  /// its formula was never computed.
  package func explainsEmpty(_ cell: CellReference) -> Bool {
    facts.formulasWithoutValue.contains(cell)
      || facts.mergedCells.contains { range in
        range.first != cell && (range.first.row...range.last.row).contains(cell.row)
          && (range.first.column...range.last.column).contains(cell.column)
      }
  }
}
