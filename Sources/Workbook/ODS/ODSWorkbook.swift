/// The parts of an .ods or .ots workbook.
struct ODSWorkbook {
  let sheets: [Sheet]
  private let package: Package

  static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"

  init(_ package: Package) throws(WorkbookError) {
    let manifest = ODSManifest(part: "META-INF/manifest.xml")
    if package.archive.member(manifest.part) != nil { try package.readDescription(manifest) }
    guard !manifest.isEncrypted else { throw .encrypted }
    let list = ODSSheetList(part: "content.xml")
    try package.read(list)
    guard !list.sheets.isEmpty else { throw .missingPart("table") }
    sheets = list.sheets
    self.package = package
  }

  /// Hands out the rows of a sheet.
  func read(_ table: Int, _ receiver: @escaping RowBuilder.Receiver) throws(WorkbookError) -> SheetFacts {
    let content = ODSTable(table, receiver: receiver)
    try package.read(content)
    return content.facts
  }
}

/// The tables of a spreadsheet, in order. A table's cells are skipped.
final class ODSSheetList: XMLHandler {
  private(set) var sheets: [Sheet] = []
  private var hiddenStyles: Set<String> = []
  private var style: String?
  private var depth = 0
  private var spreadsheetDepth = 0

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    depth += 1
    switch name {
    case "spreadsheet": spreadsheetDepth = depth
    case "style" where spreadsheetDepth == 0: style = attributes.text("name")
    case "table-properties" where spreadsheetDepth == 0:
      if attributes.text("display") == "false", let style { hiddenStyles.insert(style) }
    case "table" where spreadsheetDepth > 0 && depth == spreadsheetDepth + 1:
      let isHidden =
        attributes.text("style-name").map(hiddenStyles.contains) ?? false || attributes.text("display") == "false"
      sheets.append(
        Sheet(
          name: attributes.text("name") ?? "", visibility: isHidden ? .hidden : .visible, place: .table(sheets.count)))
    default: break
    }
  }

  override func end(_ name: XMLName) { depth -= 1 }
}
