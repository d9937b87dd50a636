/// Writes a template as .xlsx: the smallest set of parts that every spreadsheet opens without complaint.
struct XLSXWriter {
  private let template: TemplateWorkbook

  init(_ template: TemplateWorkbook) { self.template = template }

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006"
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

  func bytes() -> [UInt8] {
    var archive = ZIPWriter()
    for (name, content) in parts { archive.add(name, Array((XLSXWriter.declaration + content).utf8)) }
    return archive.bytes()
  }

  private var parts: [(name: String, content: String)] {
    [
      ("[Content_Types].xml", contentTypes), ("_rels/.rels", packageRelationships), ("xl/workbook.xml", workbook),
      ("xl/_rels/workbook.xml.rels", workbookRelationships), ("xl/styles.xml", styles),
      ("xl/worksheets/sheet1.xml", table), ("xl/worksheets/sheet2.xml", instructions),
    ]
  }

  // MARK: The workbook

  private var contentTypes: String {
    let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let sheets = (1...2).map {
      "<Override PartName=\"/xl/worksheets/sheet\($0).xml\" ContentType=\"\(type).worksheet+xml\"/>"
    }
    return """
      <Types xmlns="\(XLSXWriter.package)/content-types"><Default Extension="rels" \
      ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" \
      ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\(type).sheet.main+xml"/>\
      \(sheets.joined())<Override PartName="/xl/styles.xml" ContentType="\(type).styles+xml"/></Types>
      """
  }

  private var packageRelationships: String {
    """
    <Relationships xmlns="\(XLSXWriter.package)/relationships"><Relationship Id="rId1" \
    Type="\(XLSXWriter.relationships)/officeDocument" Target="xl/workbook.xml"/></Relationships>
    """
  }

  private var workbook: String {
    """
    <workbook xmlns="\(XLSXWriter.main)" xmlns:r="\(XLSXWriter.relationships)"><sheets>\
    <sheet name="\(xmlText(template.sheetName))" sheetId="1" r:id="rId1"/>\
    <sheet name="\(TemplateWorkbook.instructionsName)" sheetId="2" r:id="rId2"/></sheets></workbook>
    """
  }

  private var workbookRelationships: String {
    let sheets = (1...2).map {
      "<Relationship Id=\"rId\($0)\" Type=\"\(XLSXWriter.relationships)/worksheet\" "
        + "Target=\"worksheets/sheet\($0).xml\"/>"
    }
    return """
      <Relationships xmlns="\(XLSXWriter.package)/relationships">\(sheets.joined())<Relationship Id="rId3" \
      Type="\(XLSXWriter.relationships)/styles" Target="styles.xml"/></Relationships>
      """
  }

  /// Cell styles: 1 is text, 2 a header as text, 3 wrapped text.
  private var styles: String {
    """
    <styleSheet xmlns="\(XLSXWriter.main)"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
    <font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill \
    patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>\
    <left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" \
    fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" \
    xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" \
    fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" \
    fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/>\
    </xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
    """
  }

  // MARK: The sheets

  private var table: String {
    let widths = template.columns.indices.map {
      "<col min=\"\($0 + 1)\" max=\"\($0 + 1)\" width=\"\(template.width(of: $0))\" style=\"1\" customWidth=\"1\"/>"
    }
    var rows: [String] = template.linesAbove.enumerated().map { row($0 + 1, [$1], style: 1) }
    if template.hasHeader { rows.append(row(template.headRows, template.columns.map(\.name), style: 2)) }
    rows += template.rows.enumerated().map { row(template.headRows + 1 + $0, $1, style: 1) }
    return """
      <worksheet xmlns="\(XLSXWriter.main)"><sheetViews><sheetView workbookViewId="0" tabSelected="1">\(pane)\
      </sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>\(widths.joined())</cols>\
      <sheetData>\(rows.joined())</sheetData>\(validations)</worksheet>
      """
  }

  private var pane: String {
    guard template.headRows > 0 else { return "" }
    let first = "A\(template.headRows + 1)"
    return "<pane ySplit=\"\(template.headRows)\" topLeftCell=\"\(first)\" activePane=\"bottomLeft\" state=\"frozen\"/>"
      + "<selection pane=\"bottomLeft\" activeCell=\"\(first)\" sqref=\"\(first)\"/>"
  }

  private func row(_ number: Int, _ values: [String], style: Int) -> String {
    let cells = values.enumerated().map { index, value -> String in
      let reference = CellReference(row: number, column: index + 1)
      let cell = "<c r=\"\(reference)\" s=\"\(style)\""
      guard !value.isEmpty else { return cell + "/>" }
      return cell + " t=\"inlineStr\"><is><t xml:space=\"preserve\">\(xmlText(value))</t></is></c>"
    }
    return "<row r=\"\(number)\">\(cells.joined())</row>"
  }

  /// A note on each header cell, as the message of a validation, and a list for each column that takes few values.
  private var validations: String {
    var all: [String] = []
    for (index, column) in template.columns.enumerated() {
      let letters = CellReference.letters(ofColumn: index + 1)
      if template.hasHeader, !column.notes.isEmpty {
        let cell = "\(letters)\(template.headRows)"
        all.append(
          "<dataValidation allowBlank=\"1\" showInputMessage=\"1\" \(prompt(column)) sqref=\"\(cell)\"/>")
      }
      let list = column.choices.joined(separator: ",")
      // A list in the formula itself has 255 characters at most, and no commas in its values.
      guard !column.choices.isEmpty, list.count <= 255, !column.choices.contains(where: { $0.contains(",") }) else {
        continue
      }
      all.append(
        """
        <dataValidation type="list" allowBlank="1" showInputMessage="1" showErrorMessage="1" \(prompt(column)) \
        sqref="\(letters)\(template.headRows + 1):\(letters)\(WorkbookLimits.rows)"><formula1>\
        \(xmlText("\"\(list.replacing("\"", with: "\"\""))\""))</formula1></dataValidation>
        """
      )
    }
    return all.isEmpty ? "" : "<dataValidations count=\"\(all.count)\">\(all.joined())</dataValidations>"
  }

  /// At most 32 and 255 characters.
  private func prompt(_ column: TemplateWorkbook.Column) -> String {
    let title = xmlText(String(column.name.prefix(32)))
    return "promptTitle=\"\(title)\" prompt=\"\(xmlText(String(column.notes.joined(separator: "\n").prefix(255))))\""
  }

  private var instructions: String {
    let rows = template.instructions.enumerated().map { row($0 + 1, [$1], style: 3) }
    return """
      <worksheet xmlns="\(XLSXWriter.main)"><cols><col min="1" max="1" width="100" style="3" customWidth="1"/></cols>\
      <sheetData>\(rows.joined())</sheetData></worksheet>
      """
  }
}
