/// Writes a template as .ods (OpenDocument 1.3).
struct ODSWriter {
  private let template: TemplateWorkbook

  init(_ template: TemplateWorkbook) { self.template = template }

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private static let namespaces = [
    ("office", "office:1.0"), ("table", "table:1.0"), ("text", "text:1.0"), ("style", "style:1.0"),
    ("number", "datastyle:1.0"), ("fo", "xsl-fo-compatible:1.0"), ("dc", ""), ("config", "config:1.0"),
  ].map { prefix, name in
    name.isEmpty
      ? "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      : "xmlns:\(prefix)=\"urn:oasis:names:tc:opendocument:xmlns:\(name)\""
  }.joined(separator: " ")

  func bytes() -> [UInt8] {
    var archive = ZIPWriter()
    archive.addStored("mimetype", Array(ODSWorkbook.mediaType.utf8))
    for (name, content) in [
      ("META-INF/manifest.xml", manifest), ("content.xml", content), ("settings.xml", settings),
    ] {
      archive.add(name, Array((ODSWriter.declaration + content).utf8))
    }
    return archive.bytes()
  }

  private var manifest: String {
    let entries = [("/", ODSWorkbook.mediaType), ("content.xml", "text/xml"), ("settings.xml", "text/xml")].map {
      "<manifest:file-entry manifest:full-path=\"\($0)\" manifest:media-type=\"\($1)\"/>"
    }
    return """
      <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">\
      \(entries.joined())</manifest:manifest>
      """
  }

  private var content: String {
    """
    <office:document-content \(ODSWriter.namespaces) office:version="1.3"><office:automatic-styles>\(styles)\
    </office:automatic-styles><office:body><office:spreadsheet>\(validations)\(table)\(instructions)\
    </office:spreadsheet></office:body></office:document-content>
    """
  }

  private var styles: String {
    let columns = template.columns.indices.map { columnStyle("co\($0 + 1)", characters: template.width(of: $0)) }
    return """
      <number:text-style style:name="N100"><number:text-content/></number:text-style>\
      <style:style style:name="text" style:family="table-cell" style:data-style-name="N100"/>\
      <style:style style:name="header" style:family="table-cell" style:data-style-name="N100"><style:text-properties \
      fo:font-weight="bold"/></style:style><style:style style:name="wrapped" style:family="table-cell" \
      style:data-style-name="N100"><style:table-cell-properties fo:wrap-option="wrap"/></style:style>\
      \(columns.joined())\(columnStyle("wide", characters: 100))
      """
  }

  private func columnStyle(_ name: String, characters: Int) -> String {
    """
    <style:style style:name="\(name)" style:family="table-column"><style:table-column-properties \
    style:column-width="\(characters * 2)mm"/></style:style>
    """
  }

  private var validations: String {
    let lists = template.columns.enumerated().filter { !$1.choices.isEmpty }.map { index, column -> String in
      let values = column.choices.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ";")
      let condition = "of:cell-content-is-in-list(\(values))"
      return "<table:content-validation table:name=\"val\(index + 1)\" table:condition=\"\(xmlText(condition))\"/>"
    }
    return lists.isEmpty ? "" : "<table:content-validations>\(lists.joined())</table:content-validations>"
  }

  private var table: String {
    let columns = template.columns.indices.map {
      "<table:table-column table:style-name=\"co\($0 + 1)\" table:default-cell-style-name=\"text\"/>"
    }
    var rows = template.linesAbove.map { row([$0], style: "text") }
    if template.hasHeader { rows.append(row(template.columns.map(\.name), style: "header", hasNotes: true)) }
    rows += template.rows.map { row($0, style: "text", isValidated: true) }
    let rest = WorkbookLimits.rows - template.headRows - template.rows.count
    if rest > 0 {
      let empty = template.columns.indices.map { "<table:table-cell table:style-name=\"text\"\(validation($0))/>" }
      rows.append("<table:table-row table:number-rows-repeated=\"\(rest)\">\(empty.joined())</table:table-row>")
    }
    return """
      <table:table table:name="\(xmlText(template.sheetName))">\(columns.joined())\(rows.joined())</table:table>
      """
  }

  private func validation(_ index: Int) -> String {
    index < template.columns.count && !template.columns[index].choices.isEmpty
      ? " table:content-validation-name=\"val\(index + 1)\"" : ""
  }

  private func row(_ values: [String], style: String, hasNotes: Bool = false, isValidated: Bool = false) -> String {
    let cells = values.enumerated().map { index, value -> String in
      let attributes = " table:style-name=\"\(style)\"" + (isValidated ? validation(index) : "")
      let notes = hasNotes ? template.columns[index].notes : []
      guard !value.isEmpty else { return "<table:table-cell\(attributes)/>" }
      let note =
        notes.isEmpty ? "" : "<office:annotation>\(notes.map(paragraph).joined())</office:annotation>"
      return "<table:table-cell\(attributes) office:value-type=\"string\">\(note)\(paragraph(value))</table:table-cell>"
    }
    return "<table:table-row>\(cells.joined())</table:table-row>"
  }

  /// A line of text, its repeated spaces kept (OpenDocument 1.3 part 3, 6.1.2).
  private func paragraph(_ text: String) -> String {
    var result = ""
    var isAfterSpace = true
    for character in text {
      if character == " ", isAfterSpace {
        result += "<text:s/>"
      } else {
        result += xmlText(String(character))
      }
      isAfterSpace = character == " "
    }
    return "<text:p>\(result)</text:p>"
  }

  private var instructions: String {
    let rows = template.instructions.map { row([$0], style: "wrapped") }
    return """
      <table:table table:name="\(TemplateWorkbook.instructionsName)"><table:table-column table:style-name="wide"/>\
      \(rows.joined())</table:table>
      """
  }

  /// The frozen header row, as LibreOffice keeps it.
  private var settings: String {
    func item(_ name: String, _ type: String, _ value: String) -> String {
      "<config:config-item config:name=\"\(name)\" config:type=\"\(type)\">\(xmlText(value))</config:config-item>"
    }
    let split = String(template.headRows)
    let items = [
      item("HorizontalSplitMode", "short", "0"),
      item("VerticalSplitMode", "short", template.headRows > 0 ? "2" : "0"),
      item("HorizontalSplitPosition", "int", "0"), item("VerticalSplitPosition", "int", split),
      item("ActiveSplitRange", "short", "2"), item("PositionLeft", "int", "0"), item("PositionRight", "int", "0"),
      item("PositionTop", "int", "0"), item("PositionBottom", "int", split),
    ]
    return """
      <office:document-settings \(ODSWriter.namespaces) \
      xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings><config:config-item-set \
      config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">\
      <config:config-item-map-entry>\(item("ViewId", "string", "view1"))<config:config-item-map-named \
      config:name="Tables"><config:config-item-map-entry config:name="\(xmlText(template.sheetName))">\
      \(items.joined())</config:config-item-map-entry></config:config-item-map-named>\
      \(item("ActiveTable", "string", template.sheetName))</config:config-item-map-entry>\
      </config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>
      """
  }
}
