import CZlib

/// Members of a ZIP archive, as a test needs them.
package struct SyntheticArchive {
  package init() {}

  package var members: [(name: String, content: String)] = []
  /// The method and flags that the directory gives for every member.
  package var method: UInt16 = 8
  package var flags: UInt16 = 0
  /// Whether sizes are in ZIP64 fields, and the end record is a ZIP64 one.
  package var isZIP64 = false

  package func bytes() -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let plain = Array(content.utf8)
      let packed = method == 0 ? plain : deflated(plain)
      let crc = plain.withUnsafeBufferPointer { czlib_crc32(0, $0.baseAddress, plain.count) }
      let offset = file.count
      file += little(UInt32(0x0403_4B50)) + little(UInt16(20)) + little(flags) + little(method)
      // As with a data descriptor: no sizes in front.
      file += [UInt8](repeating: 0, count: 16) + little(UInt16(name.utf8.count)) + little(UInt16(0))
      file += Array(name.utf8) + packed
      let extra =
        isZIP64
        ? little(UInt16(1)) + little(UInt16(24)) + little(UInt64(plain.count)) + little(UInt64(packed.count))
          + little(UInt64(offset)) : []
      directory += little(UInt32(0x0201_4B50)) + little(UInt16(45)) + little(UInt16(45)) + little(flags)
      directory += little(method) + little(UInt32(0)) + little(crc)
      directory += little(isZIP64 ? .max : UInt32(packed.count)) + little(isZIP64 ? .max : UInt32(plain.count))
      directory += little(UInt16(name.utf8.count)) + little(UInt16(extra.count))
      directory += [UInt8](repeating: 0, count: 10) + little(isZIP64 ? .max : UInt32(offset))
      directory += Array(name.utf8) + extra
    }
    let start = file.count
    file += directory
    if isZIP64 {
      let record = file.count
      file += little(UInt32(0x0606_4B50)) + little(UInt64(44)) + little(UInt16(45)) + little(UInt16(45))
      file += [UInt8](repeating: 0, count: 8) + little(UInt64(members.count)) + little(UInt64(members.count))
      file += little(UInt64(directory.count)) + little(UInt64(start))
      file += little(UInt32(0x0706_4B50)) + little(UInt32(0)) + little(UInt64(record)) + little(UInt32(1))
    }
    let count = isZIP64 ? .max : UInt16(members.count)
    file += little(UInt32(0x0605_4B50)) + little(UInt32(0)) + little(count) + little(count)
    file += little(isZIP64 ? .max : UInt32(directory.count)) + little(isZIP64 ? .max : UInt32(start))
    return file + little(UInt16(0))
  }

  private func deflated(_ plain: [UInt8]) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: czlib_deflate_bound(plain.count))
    let count = czlib_deflate(plain, plain.count, &buffer, buffer.count)
    return Array(buffer.prefix(count))
  }

  private func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}

/// An .xlsx workbook of one sheet, made of the XML that a test is about.
package struct SyntheticXLSX {
  package init() {}

  package var rows = ""
  package var before = ""
  package var after = ""
  package var sharedStrings: String?
  package var styles: String?
  package var workbookProperties = ""
  package var sheets = #"<sheet name="Users" sheetId="1" r:id="rId1"/>"#
  package var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  package var relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  package var archive: SyntheticArchive {
    var list = #"<Relationship Id="rId1" Type="\#(relationships)/worksheet" Target="worksheets/sheet1.xml"/>"#
    if sharedStrings != nil {
      list += #"<Relationship Id="rId2" Type="\#(relationships)/sharedStrings" Target="/xl/sharedStrings.xml"/>"#
    }
    if styles != nil { list += #"<Relationship Id="rId3" Type="\#(relationships)/styles" Target="styles.xml"/>"# }
    let root = #"<Relationship Id="rId1" Type="\#(relationships)/officeDocument" Target="xl/workbook.xml"/>"#
    var archive = SyntheticArchive()
    archive.members = [
      ("[Content_Types].xml", "<Types/>"),
      ("_rels/.rels", "<Relationships>\(root)</Relationships>"),
      (
        "xl/workbook.xml",
        #"<workbook xmlns="\#(namespace)" xmlns:r="\#(relationships)">"#
          + "\(workbookProperties)<sheets>\(sheets)</sheets></workbook>"
      ),
      ("xl/_rels/workbook.xml.rels", "<Relationships>\(list)</Relationships>"),
      (
        "xl/worksheets/sheet1.xml",
        #"<worksheet xmlns="\#(namespace)">\#(before)<sheetData>\#(rows)</sheetData>\#(after)</worksheet>"#
      ),
    ]
    if let sharedStrings { archive.members.append(("xl/sharedStrings.xml", "<sst>\(sharedStrings)</sst>")) }
    if let styles { archive.members.append(("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>")) }
    return archive
  }
}

/// An .ods workbook, made of the XML that a test is about.
package struct SyntheticODS {
  package init() {}

  package var tables = ""
  package var styles = ""
  package var manifest = "<manifest/>"

  package var archive: SyntheticArchive {
    var archive = SyntheticArchive()
    archive.members = [
      ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", manifest),
      (
        "content.xml",
        """
        <o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
        xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
        xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
        xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
        xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">\
        <o:automatic-styles>\(styles)</o:automatic-styles>\
        <o:body><o:spreadsheet>\(tables)</o:spreadsheet></o:body></o:document-content>
        """
      ),
    ]
    return archive
  }
}
