import Migration
import TextEncoding
import Workbook

extension Document {
  /// Makes a document of a file: of a workbook's sheet, or of text.
  ///
  /// - Parameters:
  ///   - owner: what keeps the bytes alive.
  ///   - encoding: what the user says that text is in.
  ///   - sheet: the sheet's name; nil takes the first visible one with a header row, else the first visible one.
  /// - Returns: a file that is no workbook, or cannot be read as one, is a document that contains the reason.
  /// - Throws: ``UnknownName`` where the workbook has no such sheet.
  public static func open(
    _ bytes: UnsafeRawBufferPointer, owner: AnyObject?, encoding: TextEncoding? = nil, sheet name: String? = nil
  ) throws(UnknownName) -> Document {
    guard WorkbookSignature.mayBeWorkbook(bytes) else { return Document(bytes, owner: owner, encoding: encoding) }
    var sheets: [Sheet] = []
    do throws(WorkbookError) {
      let workbook = try Workbook(bytes)
      sheets = workbook.sheets
      let sheet = if let name { try workbook.sheet(named: name) } else { try defaultSheet(of: workbook) }
      let text = try SheetText(sheet, of: workbook)
      let format = workbook.isOpenDocument ? "an OpenDocument spreadsheet" : "an Excel workbook"
      return Document(
        copying: text.bytes,
        origin: SheetOrigin(text, of: sheet, among: sheets, size: bytes.count, format: format))
    } catch {
      if case .noSuchSheet(let name) = error {
        throw UnknownName(what: "sheet", name: name, known: sheets.map(\.name))
      }
      let document = Document(bytes, owner: owner, encoding: encoding)
      document.workbookFailure = error
      return document
    }
  }

  /// Why a workbook could not be read, in words; nil where it could, or where the file is none.
  package var workbookProblem: String? {
    switch workbookFailure {
    case nil, .notAWorkbook: nil
    case .some(let failure): failure.description
    }
  }

  /// The first visible sheet that has a column's name in one of its first rows; else the first visible one.
  private static func defaultSheet(of workbook: Workbook) throws(WorkbookError) -> Sheet {
    let visible = workbook.sheets.filter { $0.visibility == .visible }
    var names: Set<String> = []
    for kind in Kind.builtInNames {
      for column in (try? Kind.builtIn(kind))??.columns ?? [] { names.insert(column.name.lowercased()) }
    }
    for sheet in visible where visible.count > 1 {
      var rows = 0
      var hasHeader = false
      try workbook.read(sheet) { row in
        hasHeader = row.cells.contains { names.contains(row.string(of: $0).lowercased()) }
        rows += 1
        return !hasHeader && rows < 20
      }
      if hasHeader { return sheet }
    }
    guard let sheet = visible.first ?? workbook.sheets.first else { throw .missingPart("sheet with cells") }
    return sheet
  }
}
