import TestSupport
import Testing
import Workbook

@Suite struct XLSXTests {
  @Test func readsAllTypesOfCells() throws {
    var workbook = SyntheticXLSX()
    workbook.sharedStrings = "<si><t>shared</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si>"
    workbook.rows = """
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>\
      <c r="D2" t="inlineStr"><is><t>in </t></is></c>\
      <c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A2&amp;"x"</f><v>computed</v></c>\
      <c><f>1+1</f><v>2</v></c><c t="d"><v>2026-11-27</v></c><c/></row>
      """
    #expect(
      try cells(of: workbook.archive.bytes()) == [
        "A2 shared", "B2 rich", "D2 in ", "E2 TRUE boolean", "F2 #N/A error", "G2 computed formula",
        "H2 2 number formula", "I2 2026-11-27 date",
      ])
  }

  @Test(arguments: [
    ("12345678901234567", "12345678901234567"), ("1.5E+20", "150000000000000000000"), ("0.1", "0.1"), ("-7", "-7"),
    ("0.10000000000000001", "0.1"), ("1E-7", "1e-07"), ("10.0", "10"), ("-0", "0"),
  ])
  func writesNumbersWithoutALocale(stored: String, text: String) throws {
    var workbook = SyntheticXLSX()
    workbook.rows = "<row><c><v>\(stored)</v></c></row>"
    #expect(try cells(of: workbook.archive.bytes()) == ["A1 \(text) number"])
  }

  @Test(arguments: [
    (14, "45000", "2023-03-15 date"), (22, "45000.5", "2023-03-15T12:00:00 date"), (20, "0.75", "18:00:00 time"),
    (46, "1.5", "36:00:00 time"), (14, "60", "1900-02-29 date"), (14, "59", "1900-02-28 date"),
    (14, "61", "1900-03-01 date"), (2, "45000", "45000 number"), (49, "45000", "45000 number"),
    (164, "45000", "2023-03-15 date"), (165, "45000", "45000 number"), (166, "123", "00123 number"),
    (14, "45000.9999999999", "2023-03-16 date"), (14, "-1", "-1 number"), (14, "3000000", "3000000 number"),
  ])
  func readsDatesByTheirFormat(format: Int, stored: String, expected: String) throws {
    var workbook = SyntheticXLSX()
    workbook.styles = """
      <numFmts><numFmt numFmtId="164" formatCode="[$-407]d. mmmm yyyy"/>\
      <numFmt numFmtId="165" formatCode="0.00&quot; days&quot;;[Red]\\d0"/><numFmt numFmtId="166" formatCode="00000"/>\
      </numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="\(format)"/></cellXfs>
      """
    workbook.rows = #"<row><c s="1"><v>\#(stored)</v></c></row>"#
    #expect(try cells(of: workbook.archive.bytes()) == ["A1 \(expected)"])
  }

  @Test func readsDatesOf1904() throws {
    var workbook = SyntheticXLSX()
    workbook.workbookProperties = #"<workbookPr date1904="1"/>"#
    workbook.styles = #"<cellXfs><xf numFmtId="14"/></cellXfs>"#
    workbook.rows = #"<row><c s="0"><v>0</v></c><c s="0"><v>43538</v></c></row>"#
    #expect(try cells(of: workbook.archive.bytes()) == ["A1 1904-01-01 date", "B1 2023-03-15 date"])
  }

  @Test func readsStrictNamespacesAndOtherPlaces() throws {
    var workbook = SyntheticXLSX()
    workbook.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    workbook.relationships = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    workbook.sharedStrings = "<si><t>x</t></si>"
    workbook.rows = #"<row><c t="s"><v>0</v></c></row>"#
    #expect(try cells(of: workbook.archive.bytes()) == ["A1 x"])
  }

  @Test func resolvesEscapes() throws {
    var workbook = SyntheticXLSX()
    workbook.sharedStrings = "<si><t>a_x000D_b_x005F_x000D_ _xD83D__xDE00_ _x00</t></si>"
    workbook.rows = """
      <row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a_</t></r><r><t>x000D_</t></r></is></c>\
      <c t="inlineStr"><is><t>&lt;&#38;&#x1F600;<![CDATA[<b>]]></t></is></c></row>
      """
    #expect(
      try cells(of: workbook.archive.bytes()) == ["A1 a\rb_x000D_ 😀 _x00", "B1 a_x000D_", "C1 <&😀<b>"])
  }

  @Test func findsWhatIsHiddenAndMerged() throws {
    var workbook = SyntheticXLSX()
    workbook.before = #"<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="9"/></cols>"#
    workbook.rows = """
      <row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row>\
      <row r="3" hidden="1"><c><v>3</v></c></row><row r="4" hidden="1"/><row r="9" hidden="true"><c><v>9</v></c></row>
      """
    workbook.after = """
      <autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>\
      <mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C3"/></mergeCells>
      """
    let facts = try facts(of: workbook.archive.bytes())
    #expect(facts.hiddenRows == [2...3, 9...9])
    #expect(facts.hiddenColumns == [2...3])
    #expect(facts.isFiltered)
    #expect(facts.mergedCells.map(\.description) == ["A1:B2"])
  }

  @Test func listsSheets() throws {
    var workbook = SyntheticXLSX()
    workbook.sheets = """
      <sheet name="R&amp;D" sheetId="1" state="hidden" r:id="rId1"/>\
      <sheet name="B" sheetId="2" state="veryHidden" r:id="rId1"/>\
      <sheet name="Users" sheetId="3" r:id="rId1"/><sheet name="Chart" sheetId="4" r:id="rId9"/>
      """
    try workbook.archive.bytes().withUnsafeBytes { bytes in
      let workbook = try Workbook(bytes)
      #expect(workbook.sheets.map(\.name) == ["R&D", "B", "Users"])
      #expect(workbook.sheets.map(\.visibility) == [.hidden, .veryHidden, .visible])
      #expect(try workbook.sheet(named: "users").name == "Users")
      #expect(throws: WorkbookError.noSuchSheet("Sheet1")) { try workbook.sheet(named: "Sheet1") }
    }
  }

  @Test func takesTheLastOfTwoCellsInOneColumn() throws {
    var workbook = SyntheticXLSX()
    workbook.rows = #"<row><c r="C1"><v>1</v></c><c r="A1"><v>2</v></c><c r="C1"><v>3</v></c></row>"#
    #expect(try cells(of: workbook.archive.bytes()) == ["A1 2 number", "C1 3 number"])
  }

  @Test func stopsWhereTheReceiverDoes() throws {
    var workbook = SyntheticXLSX()
    workbook.rows = String(repeating: "<row><c><v>1</v></c></row>", count: 10)
    try workbook.archive.bytes().withUnsafeBytes { bytes in
      let workbook = try Workbook(bytes)
      var rows = 0
      try workbook.read(workbook.sheets[0]) { _ in
        rows += 1
        return rows < 3
      }
      #expect(rows == 3)
    }
  }
}
