/// The parts of an .xlsx, .xlsm, .xltx or .xltm workbook.
struct OOXMLWorkbook {
  let sheets: [Sheet]
  private let package: Package
  private let is1904: Bool
  private let stylesPart: String?
  private let stringsPart: String?

  /// - Throws: `notAWorkbook` for another kind of document, `unsupportedFormat` for .xlsb, or what is damaged.
  init(_ package: Package) throws(WorkbookError) {
    let root = Relationships(of: "")
    try package.readDescription(root)
    guard let main = root.target(ofType: "officeDocument") else { throw .missingPart("workbook part") }
    guard !main.lowercased().hasSuffix(".bin") else { throw .unsupportedFormat("binary workbook (.xlsb)") }
    let workbook = WorkbookPart(part: main)
    try package.readDescription(workbook)
    guard workbook.isWorkbook else { throw .notAWorkbook(found: Self.otherDocument(main)) }
    let relationships = Relationships(of: main)
    try package.readDescription(relationships)

    var sheets: [Sheet] = []
    for entry in workbook.entries {
      // Chart and dialog sheets have no cells.
      guard let target = relationships.targets[entry.relationship], target.type == "worksheet" else { continue }
      sheets.append(Sheet(name: entry.name, visibility: entry.visibility, place: .member(target.member)))
    }
    guard !sheets.isEmpty else { throw .missingPart("worksheet") }
    self.sheets = sheets
    self.package = package
    is1904 = workbook.is1904
    stylesPart = relationships.target(ofType: "styles")
    stringsPart = relationships.target(ofType: "sharedStrings")
  }

  /// Hands out the rows of a sheet.
  func read(_ member: String, _ receiver: @escaping RowBuilder.Receiver) throws(WorkbookError) -> SheetFacts {
    var formats: [NumberFormat] = []
    if let stylesPart {
      let styles = Styles(part: stylesPart)
      try package.readDescription(styles)
      formats = styles.formats
    }
    var strings: SharedStrings?
    if let stringsPart {
      let part = SharedStrings(part: stringsPart)
      try package.read(part)
      strings = part
    }
    let sheet = SheetPart(
      part: member, context: SheetPart.Context(strings: strings, formats: formats, is1904: is1904), receiver: receiver)
    try package.read(sheet)
    return sheet.facts
  }

  private static func otherDocument(_ part: String) -> String {
    switch part.split(separator: "/").first {
    case "word": "a Word document"
    case "ppt": "a PowerPoint presentation"
    default: "another Office document"
    }
  }
}
