import CSV
import Layout
import Migration
import Workbook

extension LintContext {
  /// The cell of the workbook that a byte offset is in; nil in a file that is text.
  package func cell(at offset: Int, in place: RowPlace) -> CellReference? {
    guard let origin = layout.document.origin else { return nil }
    var reader = layout.reader(at: place)
    let field = reader.next() ? reader.fields.firstIndex { offset <= $0.whole.upperBound } : nil
    return origin.cell(at: max(place.start, layout.document.start), field: field ?? 0)
  }

  /// The place of the first record in some rows of the sheet, and the byte offsets of its value in a column, both from
  /// 1; nil where none of the rows is a record.
  func place(inRows rows: ClosedRange<Int>, column: Int) -> (place: RowPlace, range: Range<Int>)? {
    guard let origin = layout.document.origin, let start = origin.start(inRows: rows) else { return nil }
    let found = place(containing: start)
    let place = found.start == start ? found : RowPlace(start: start, line: 1, record: 1, row: nil)
    var reader = layout.reader(at: place)
    let index = column - origin.columns.lowerBound
    guard reader.next(), index >= 0, index < reader.fields.count else { return (place, start..<start) }
    return (place, reader.fields[index].value)
  }

  /// Calls a closure for each cell of the data rows that has something else than text, or a formula's result, in a
  /// column of one of some roles.
  func forEachTypedCell(
    _ roles: Set<Kind.ColumnRole>, _ accessor: RowAccessor,
    _ body: (SheetOrigin.TypedCell, _ column: Int, Range<Int>, RowPlace) -> Void
  ) {
    guard let origin = layout.document.origin else { return }
    for cell in origin.typedCells {
      let column = Int(cell.column) - origin.columns.lowerBound
      guard layout.columns.indices.contains(column), let role = layout.columns[column].role, roles.contains(role),
        let start = origin.start(inRows: Int(cell.row)...Int(cell.row)), let row = rowIndex.row(containing: start)
      else { continue }
      let place = rowIndex.place(ofRow: row)
      guard place.start == start, let range = accessor.value(column, ofRow: row) else { continue }
      body(cell, column, range, place)
    }
  }
}

extension Value {
  /// Whether the value is in a cell of a workbook.
  var isInWorkbook: Bool { layout.document.origin != nil }

  /// What is known of the value's cell besides its text; nil for a cell with text, and outside a workbook.
  var typedCell: SheetOrigin.TypedCell? { cell.flatMap { layout.document.origin?.typedCell($0) } }

  /// The value's cell; nil outside a workbook.
  var cell: CellReference? { layout.document.origin?.cell(at: place.start, field: index) }
}
