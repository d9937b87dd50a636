/// What a file is by its content, whatever its name is.
package enum FileSignature {
  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or another ZIP archive"),
    ([0x50, 0x4B, 0x05, 0x06], "an empty ZIP archive"),
    ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook or another Office document"),
    (Array("%PDF-".utf8), "a PDF document"),
    ([0x1F, 0x8B], "a gzip archive"),
    (Array("BZh".utf8), "a bzip2 archive"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive"),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
    (Array("{\\rtf".utf8), "a rich text document"),
    (Array("SQLite format 3".utf8), "a database"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0xFF, 0xD8, 0xFF], "a picture"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"),
  ]

  /// The file format, in words; nil for text.
  package static func format(of document: Document) -> String? {
    let bytes = document.original
    for signature in signatures where bytes.starts(with: signature.bytes) { return signature.name }
    let text = document.text[document.start...].prefix(4096).drop { $0 <= 0x20 }.prefix(64).map { $0 | 0x20 }
    func begins(with tag: String) -> Bool { text.starts(with: tag.utf8.map { $0 | 0x20 }) }
    if ["<!doctype html", "<html", "<head", "<body", "<table"].contains(where: begins) { return "an HTML page" }
    if ["<?xml", "<workbook"].contains(where: begins) { return "an XML document" }
    if Document.isBinary(document.text) { return "binary data" }
    return markup(document.text[document.start...].prefix(4096))
  }

  /// A data format that is text, by its first lines: JSON, YAML, LDIF, vCard, SQL.
  private static func markup(_ text: Slice<UnsafeRawBufferPointer>) -> String? {
    let lines = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline).prefix(8)
    guard let first = lines.first?.trimmingSpaces() else { return nil }
    let content = text.filter { $0 > 0x20 }.prefix(2)
    if ["{\"", "[{", "[\"", "[["].contains(where: { content.elementsEqual($0.utf8) }) { return "a JSON document" }
    if content.first == UInt8(ascii: "{"), lines.count > 1, lines[lines.startIndex + 1].trimmingSpaces().hasPrefix("\"")
    {
      return "a JSON document"
    }
    if first.uppercased() == "BEGIN:VCARD" { return "a vCard file" }
    if first.hasPrefix("dn: ") || first == "version: 1" { return "an LDIF file" }
    if ["INSERT INTO ", "CREATE TABLE "].contains(where: first.uppercased().hasPrefix) { return "an SQL script" }
    return isYAML(lines) ? "a YAML document" : nil
  }

  /// `users:` above `  - email: …`; `- email: …` above `  password: …`; perhaps behind `---`. Where a line has
  /// separators, the others may be a title above a table.
  private static func isYAML(_ lines: ArraySlice<Substring>) -> Bool {
    let lines = lines.filter { $0.trimmingSpaces() != "---" && !$0.trimmingSpaces().hasPrefix("#") }
    guard lines.count >= 2, !lines.contains(where: { $0.contains { ",;\t|".contains($0) } }) else { return false }
    func isPair(_ line: Substring) -> Bool {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return parts.count == 2 && !parts[0].isEmpty
        && parts[0].allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) }
        && (parts[1].isEmpty || parts[1].first == " ")
    }
    func isItem(_ line: Substring) -> Bool { line.hasPrefix("- ") && isPair(line.dropFirst(2)) }
    let second = lines[1].trimmingSpaces()
    let isIndented = lines[1].first == " "
    if isItem(lines[0]) { return isItem(lines[1]) || isIndented && isPair(second) }
    guard lines[0].last == ":", isPair(lines[0]) else { return false }
    return isItem(second) || isIndented && isPair(second)
  }
}

extension Document {
  /// The content is text, not another file format.
  package var isText: Bool { FileSignature.format(of: self) == nil }

  /// There is nothing but white space, line ends and a byte order mark.
  package var isBlank: Bool { text[start...].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
}

extension Substring {
  fileprivate func trimmingSpaces() -> Substring {
    var text = self
    while text.first == " " || text.first == "\t" || text.first == "\u{FEFF}" { text.removeFirst() }
    while text.last == " " || text.last == "\t" { text.removeLast() }
    return text
  }
}
