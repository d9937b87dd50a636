import TextEncoding

extension Document {
  /// A document of bytes in memory.
  public convenience init(copying bytes: [UInt8], encoding: TextEncoding?) {
    self.init(copying: bytes, encoding: encoding, origin: nil)
  }

  /// The text that was made from a sheet.
  convenience init(copying bytes: [UInt8], encoding: TextEncoding? = nil, origin: SheetOrigin?) {
    let memory = OwnedBytes(bytes)
    self.init(memory.bytes, owner: memory, encoding: encoding, origin: origin)
  }

  /// Makes a document of a file in memory: of a workbook's sheet, or of text.
  ///
  /// - Throws: as ``open(_:owner:encoding:sheet:)``.
  public static func open(copying bytes: [UInt8], encoding: TextEncoding? = nil, sheet: String? = nil)
    throws(UnknownName) -> Document
  {
    let memory = OwnedBytes(bytes)
    return try open(memory.bytes, owner: memory, encoding: encoding, sheet: sheet)
  }
}

/// Bytes that live as long as the object.
private final class OwnedBytes {
  let bytes: UnsafeRawBufferPointer

  init(_ content: [UInt8]) {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(content.count, 1), alignment: 8)
    memory.copyBytes(from: content)
    bytes = UnsafeRawBufferPointer(rebasing: memory[..<content.count])
  }

  deinit { bytes.deallocate() }
}
