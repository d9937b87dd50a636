/// The number format of each cell style, from `xl/styles.xml`.
final class Styles: XMLHandler {
  private var codes: [Int: NumberFormat] = [:]
  private var identifiers: [Int] = []
  private var isInCellFormats = false
  /// By the style index of a cell.
  private(set) var formats: [NumberFormat] = []

  override func start(_ name: XMLName, _ attributes: XMLAttributes) {
    switch name {
    case "numFmt":
      guard let id = attributes.integer("numFmtId"), let code = attributes.text("formatCode") else { return }
      codes[id] = NumberFormat(code: code)
    case "cellXfs": isInCellFormats = true
    case "xf" where isInCellFormats: identifiers.append(attributes.integer("numFmtId") ?? 0)
    default: break
    }
  }

  override func end(_ name: XMLName) {
    guard name == "cellXfs" else { return }
    isInCellFormats = false
    formats = identifiers.map { codes[$0] ?? NumberFormat(builtIn: $0) }
  }
}
