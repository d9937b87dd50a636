/// The sheets of a workbook and its date system, from `xl/workbook.xml` or where the package has it.
final class WorkbookPart: XMLHandler {
  /// A sheet before its part is known.
  struct Entry {
    let name: String
    let visibility: Sheet.Visibility
    let relationship: String
  }

  private(set) var entries: [Entry] = []
  private(set) var is1904 = false
  private(set) var isWorkbook = false
  private var isFirst = true

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if isFirst {
      isFirst = false
      isWorkbook = name == "workbook"
      if !isWorkbook { return stop() }
    }
    switch name {
    case "workbookPr": is1904 = attributes.flag("date1904")
    case "sheet":
      guard let title = attributes.text("name"), let relationship = attributes.text("id") else { return }
      let visibility: Sheet.Visibility =
        switch attributes.text("state") {
        case "hidden": .hidden
        case "veryHidden": .veryHidden
        default: .visible
        }
      entries.append(Entry(name: title, visibility: visibility, relationship: relationship))
    default: break
    }
  }
}
