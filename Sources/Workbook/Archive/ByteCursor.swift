/// Reads little-endian integers from front to back; beyond the end they are 0 and ``isBeyondEnd`` is set.
struct ByteCursor {
  private let bytes: UnsafeRawBufferPointer
  private(set) var offset: Int
  private(set) var isBeyondEnd = false

  init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    self.offset = offset
    if offset < 0 || offset > bytes.count { fail() }
  }

  /// How many bytes follow.
  var left: Int { bytes.count - offset }

  mutating func uint16() -> UInt16 { integer() }
  mutating func uint32() -> UInt32 { integer() }
  mutating func uint64() -> UInt64 { integer() }

  mutating func skip(_ count: Int) {
    if count <= left { offset += count } else { fail() }
  }

  /// The next bytes as text; `\` becomes `/`, as some programs write names of members.
  mutating func text(_ count: Int) -> String {
    guard count <= left else {
      fail()
      return ""
    }
    defer { offset += count }
    return String(decoding: bytes[offset..<offset + count].map { $0 == 0x5C ? 0x2F : $0 }, as: UTF8.self)
  }

  /// The next bytes, to be read by themselves.
  mutating func slice(_ count: Int) -> ByteCursor {
    guard count <= left else {
      fail()
      return self
    }
    defer { offset += count }
    return ByteCursor(UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count]))
  }

  private mutating func integer<T: FixedWidthInteger>() -> T {
    guard MemoryLayout<T>.size <= left else {
      fail()
      return 0
    }
    defer { offset += MemoryLayout<T>.size }
    return T(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: T.self))
  }

  private mutating func fail() {
    offset = bytes.count
    isBeyondEnd = true
  }
}
