import Workbook

/// What a test sees of a sheet: `C17` and the text, and kinds other than text, in the order of the rows.
func cells(of bytes: [UInt8], sheet index: Int = 0) throws -> [String] {
  try bytes.withUnsafeBytes { bytes in
    let workbook = try Workbook(bytes)
    var result: [String] = []
    try workbook.read(workbook.sheets[index]) { row in
      for cell in row.cells {
        let place = CellReference(row: row.number, column: Int(cell.column))
        let kind = cell.kind == .text ? "" : " \(cell.kind)"
        result.append("\(place) \(row.string(of: cell))\(kind)\(cell.isFormula ? " formula" : "")")
      }
      return true
    }
    return result
  }
}

func sheets(of bytes: [UInt8]) throws -> [Sheet] {
  try bytes.withUnsafeBytes { try Workbook($0).sheets }
}

func facts(of bytes: [UInt8]) throws -> SheetFacts {
  try bytes.withUnsafeBytes { bytes in
    let workbook = try Workbook(bytes)
    return try workbook.read(workbook.sheets[0]) { _ in true }
  }
}

func failure(_ bytes: [UInt8]) -> WorkbookError? {
  do {
    _ = try cells(of: bytes)
    return nil
  } catch {
    return error as? WorkbookError
  }
}
