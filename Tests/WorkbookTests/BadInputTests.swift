import TestSupport
import Testing
import Workbook

@Suite struct BadInputTests {
  let good: [UInt8]

  init() {
    var workbook = SyntheticXLSX()
    workbook.sharedStrings = "<si><t>x</t></si>"
    workbook.rows = #"<row><c t="s"><v>0</v></c></row>"#
    good = workbook.archive.bytes()
  }

  @Test func everyCutIsAnError() {
    #expect(failure(good) == nil)
    for count in 0..<good.count { #expect(failure(Array(good.prefix(count))) != nil) }
    #expect(failure(Array(good.prefix(good.count / 2))) == .truncated)
  }

  @Test func everyDamagedByteIsSurvived() {
    for index in good.indices {
      for mask: UInt8 in [0xFF, 0x01, 0x80] {
        var bytes = good
        bytes[index] ^= mask
        _ = failure(bytes)
      }
    }
  }

  @Test func readsZIP64AndStoredMembers() throws {
    var workbook = SyntheticXLSX()
    workbook.rows = "<row><c><v>1</v></c></row>"
    var archive = workbook.archive
    archive.isZIP64 = true
    #expect(try cells(of: archive.bytes()) == ["A1 1 number"])
    archive.method = 0
    #expect(try cells(of: archive.bytes()) == ["A1 1 number"])
  }

  @Test func namesWhatItDoesNotRead() {
    var archive = SyntheticXLSX().archive
    archive.flags = 1
    #expect(failure(archive.bytes()) == .encrypted)
    archive.flags = 0
    archive.method = 93
    #expect(failure(archive.bytes()) == .unsupportedFormat("_rels/.rels in Zstandard compression"))
    var ods = SyntheticODS()
    ods.manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    #expect(failure(ods.archive.bytes()) == .encrypted)
    let ole: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1016)
    func stream(_ name: String) -> [UInt8] {
      var utf16: [UInt8] = []
      for byte in name.utf8 { utf16 += [byte, 0] }
      return ole + utf16 + [UInt8](repeating: 0, count: 512 - utf16.count)
    }
    #expect(failure(stream("EncryptedPackage")) == .encrypted)
    #expect(failure(stream("Workbook")) == .unsupportedFormat("Excel 97–2003 workbook (.xls)"))
    #expect(failure(stream("WordDocument")) == .notAWorkbook(found: "another OLE document"))
    #expect(failure(Array("a,b\n".utf8)) == .notAWorkbook(found: "another file"))
  }

  @Test func refusesDocumentTypes() {
    var archive = SyntheticXLSX().archive
    let index = archive.members.firstIndex { $0.name == "xl/worksheets/sheet1.xml" }!
    archive.members[index].content =
      #"<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>"#
      + "<worksheet><sheetData><row><c><v>&a;&c;</v></c></row></sheetData></worksheet>"
    #expect(failure(archive.bytes()) == .doctype(part: "xl/worksheets/sheet1.xml"))
  }

  @Test func refusesMalformedParts() {
    func with(_ rows: String) -> WorkbookError? {
      var workbook = SyntheticXLSX()
      workbook.rows = rows
      return failure(workbook.archive.bytes())
    }
    #expect(
      with("<row><c><v>1</c></row>")
        == .malformed(
          part: "xl/worksheets/sheet1.xml", line: 1, reason: "not well-formed XML"))
    #expect(
      with(#"<row><c t="s"><v>0</v></c></row>"#)
        == .damaged(
          part: "xl/worksheets/sheet1.xml", reason: "A1 refers to a shared string that does not exist"))
    #expect(with(#"<row r="1048577"><c><v>1</v></c></row>"#) == .limit(.position))
    #expect(with(#"<row><c r="XFE1"><v>1</v></c></row>"#) == .limit(.position))
    #expect(with(#"<row><c r="XFD1"><v>1</v></c></row>"#) == nil)
    #expect(with(String(repeating: "<x>", count: 100)) == .limit(.depth(part: "xl/worksheets/sheet1.xml")))
    #expect(with("<row><c><v>&undeclared;</v></c></row>") != nil)
  }

  @Test func namesMissingParts() {
    for name in ["_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"] {
      var archive = SyntheticXLSX().archive
      archive.members.removeAll { $0.name == name }
      #expect(failure(archive.bytes()) == .missingPart(name))
    }
  }

  @Test func stopsAtABomb() {
    var workbook = SyntheticXLSX()
    workbook.rows = String(repeating: " ", count: 40 << 20)
    #expect(failure(workbook.archive.bytes()) == .limit(.ratio(part: "xl/worksheets/sheet1.xml")))
    var table = SyntheticODS()
    table.tables = """
      <t:table t:name="A"><t:table-row t:number-rows-repeated="1048576">\
      <t:table-cell t:number-columns-repeated="16384"><x:p>x</x:p></t:table-cell></t:table-row></t:table>
      """
    #expect(failure(table.archive.bytes()) == .limit(.cells))
    table.tables =
      #"<t:table t:name="A"><t:table-row><t:table-cell><x:p><x:s x:c="999999999"/></x:p>"#
      + "</t:table-cell></t:table-row></t:table>"
    #expect(failure(table.archive.bytes()) == .limit(.row(1)))
  }
}
