import Workbook

/// A sheet as CSV text in UTF-8: rows that hold something, from the first column in use to the last one.
struct SheetText {
  /// The largest text that is made of a sheet, in bytes.
  private static let sizeLimit = 128 << 20

  private(set) var bytes: [UInt8] = []
  private(set) var records: [(row: Int32, start: Int)] = []
  private(set) var typedCells: [SheetOrigin.TypedCell] = []
  private(set) var columns = 1...1
  private(set) var facts = SheetFacts()

  init(_ sheet: Sheet, of workbook: Workbook) throws(WorkbookError) {
    columns = try Self.columnsOfFirstRow(sheet, of: workbook)
    let used = try render(sheet, of: workbook)
    guard used != columns else { return }
    columns = used
    bytes.removeAll()
    records.removeAll()
    typedCells.removeAll()
    _ = try render(sheet, of: workbook)
  }

  /// Mostly those of all rows.
  private static func columnsOfFirstRow(_ sheet: Sheet, of workbook: Workbook) throws(WorkbookError) -> ClosedRange<Int>
  {
    var columns = 1...1
    try workbook.read(sheet) { row in
      columns = Int(row.cells[0].column)...Int(row.cells[row.cells.count - 1].column)
      return false
    }
    return columns
  }

  /// - Returns: the columns that any row uses.
  private mutating func render(_ sheet: Sheet, of workbook: Workbook) throws(WorkbookError) -> ClosedRange<Int> {
    var used = columns
    var isTooLarge = false
    facts = try workbook.read(sheet) { row in
      let first = Int(row.cells[0].column)
      let last = Int(row.cells[row.cells.count - 1].column)
      if first < used.lowerBound || last > used.upperBound {
        used = min(first, used.lowerBound)...max(last, used.upperBound)
      }
      add(row)
      isTooLarge = bytes.count > Self.sizeLimit
      return !isTooLarge
    }
    if isTooLarge { throw .limit(.cells) }
    return used
  }

  private mutating func add(_ row: SheetRow) {
    records.append((Int32(row.number), bytes.count))
    var column = columns.lowerBound
    for cell in row.cells where columns.contains(Int(cell.column)) {
      while column < cell.column {
        bytes.append(UInt8(ascii: ","))
        column += 1
      }
      let text = row.text(of: cell)
      if cell.kind != .text || cell.isFormula {
        typedCells.append(
          SheetOrigin.TypedCell(
            row: Int32(row.number), column: cell.column, kind: cell.kind, isFormula: cell.isFormula,
            isPadded: cell.kind == .number && text.count > 1 && text[0] == 0x30 && text[1] != 0x2E,
            hasLostDigits: cell.kind == .number && cell.number.magnitude >= 1e15))
      }
      add(text)
    }
    while column < columns.upperBound {
      bytes.append(UInt8(ascii: ","))
      column += 1
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  /// A value, in quotes where it needs them (RFC 4180, section 2).
  private mutating func add(_ text: UnsafeRawBufferPointer) {
    guard text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      bytes.append(contentsOf: text)
      return
    }
    bytes.append(0x22)
    for byte in text {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
