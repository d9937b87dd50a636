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
    return Document.isBinary(document.text) ? "binary data" : nil
  }
}

extension Document {
  /// The content is text, not another file format.
  package var isText: Bool { FileSignature.format(of: self) == nil }

  /// There is nothing but white space, line ends and a byte order mark.
  package var isBlank: Bool { text[start...].allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) } }
}
