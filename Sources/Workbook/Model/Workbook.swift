/// A workbook in memory: .xlsx, .xlsm and their templates, or .ods and .ots.
///
/// Only what is needed is unpacked, in a stream and within ``WorkbookLimits``. Neither entities nor other files are
/// ever opened.
public struct Workbook {
  /// In the order of the tabs; sheets without cells, such as charts, are left out.
  public let sheets: [Sheet]
  private let content: Content

  /// Whether the format is OpenDocument's.
  public var isOpenDocument: Bool {
    if case .ods = content { true } else { false }
  }

  private enum Content {
    case ooxml(OOXMLWorkbook)
    case ods(ODSWorkbook)
  }

  /// Reads the list of sheets.
  ///
  /// - Parameter bytes: the file, which must live as long as the workbook is used.
  /// - Throws: why it cannot be read.
  public init(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
    try WorkbookSignature.refuseOthers(bytes)
    let archive = try ZIPArchive(bytes)
    let package = Package(archive)
    if archive.member("[Content_Types].xml") != nil || archive.member("_rels/.rels") != nil {
      let workbook = try OOXMLWorkbook(package)
      sheets = workbook.sheets
      content = .ooxml(workbook)
    } else if let type = try package.contents("mimetype") {
      let mediaType = String(decoding: type, as: UTF8.self)
      guard mediaType.hasPrefix(ODSWorkbook.mediaType) else {
        throw .notAWorkbook(
          found: mediaType.contains("opendocument") ? "another OpenDocument file" : "a ZIP archive")
      }
      let workbook = try ODSWorkbook(package)
      sheets = workbook.sheets
      content = .ods(workbook)
    } else {
      throw .notAWorkbook(found: archive.member("Index/Document.iwa") == nil ? "a ZIP archive" : "a Numbers document")
    }
  }

  /// Hands out the rows of a sheet that hold something, from the first one; `row` returns false to end the reading.
  ///
  /// - Returns: what is known of the sheet besides its cells, of the whole sheet unless `row` has ended the reading.
  /// - Throws: why the sheet cannot be read; the rows before have been handed out.
  @discardableResult
  public func read(_ sheet: Sheet, row: (SheetRow) -> Bool) throws(WorkbookError) -> SheetFacts {
    do {
      return try withoutActuallyEscaping(row) { row in
        switch (content, sheet.place) {
        case (.ooxml(let workbook), .member(let member)): try workbook.read(member, row)
        case (.ods(let workbook), .table(let table)): try workbook.read(table, row)
        default: throw WorkbookError.noSuchSheet(sheet.name)
        }
      }
    } catch {
      throw error as! WorkbookError
    }
  }

  /// The sheet of a name; where letter case differs, the first one that is the same otherwise, as in a spreadsheet.
  public func sheet(named name: String) throws(WorkbookError) -> Sheet {
    let sheet =
      sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == name.lowercased() }
    guard let sheet else { throw .noSuchSheet(name) }
    return sheet
  }
}
