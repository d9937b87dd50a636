/// Identifies a file by its first bytes.
public enum WorkbookSignature {
  /// Whether the file may be a workbook: a ZIP archive, or the container of an encrypted or old one.
  public static func mayBeWorkbook(_ bytes: UnsafeRawBufferPointer) -> Bool { isZIP(bytes) || isOLE(bytes) }

  private static func isOLE(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  private static func isZIP(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) }

  /// - Throws: `encrypted`, `unsupportedFormat` or `notAWorkbook` for what is no ZIP archive.
  static func refuseOthers(_ bytes: UnsafeRawBufferPointer) throws(WorkbookError) {
    if isZIP(bytes) { return }
    if isOLE(bytes) {
      if hasEntry("EncryptedPackage", bytes) { throw .encrypted }
      if hasEntry("Workbook", bytes) || hasEntry("Book", bytes) {
        throw .unsupportedFormat("Excel 97–2003 workbook (.xls)")
      }
      throw .notAWorkbook(found: "another OLE document")
    }
    // BIFF 2 to 4, without a container.
    if bytes.count > 4, bytes[0] == 0x09, [0x00, 0x02, 0x04].contains(bytes[1]), [0x04, 0x06].contains(bytes[2]),
      bytes[3] == 0
    {
      throw .unsupportedFormat("Excel 2–4 workbook (.xls)")
    }
    if bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) { throw .notAWorkbook(found: "an empty ZIP archive") }
    throw .notAWorkbook(found: bytes.isEmpty ? "an empty file" : "another file")
  }

  /// Whether an OLE container's directory names a stream: entries of 128 bytes begin with the name in UTF-16.
  private static func hasEntry(_ name: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    var wanted: [UInt8] = []
    for unit in name.utf8 { wanted += [unit, 0] }
    wanted += [0, 0]
    return stride(from: 512, to: bytes.count - 127, by: 128).contains { offset in
      bytes[offset] == wanted[0] && bytes[offset..<offset + wanted.count].elementsEqual(wanted)
    }
  }
}
