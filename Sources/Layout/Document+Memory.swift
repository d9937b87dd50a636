import TextEncoding

extension Document {
  /// A document of bytes in memory.
  public convenience init(copying bytes: [UInt8], encoding: TextEncoding?) {
    let memory = OwnedBytes(bytes)
    self.init(memory.bytes, owner: memory, encoding: encoding)
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
