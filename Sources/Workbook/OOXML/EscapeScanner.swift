import Platform

/// Resolves the escapes of a string: `_x000D_` is a carriage return (ECMA-376 part 1, 22.9.2.19, `ST_Xstring`).
enum EscapeScanner {
  /// Replaces the escapes in the bytes from `start` on.
  static func resolve(_ buffer: inout ByteBuffer, from start: Int) {
    let bytes = buffer.mutableBytes(from: start)
    guard !bytes.isEmpty, memchr(bytes.baseAddress!, 0x5F, bytes.count) != nil else { return }
    var read = 0
    var write = 0
    while read < bytes.count {
      guard var unit = escape(UnsafeRawBufferPointer(bytes), at: read) else {
        bytes[write] = bytes[read]
        read += 1
        write += 1
        continue
      }
      read += 7
      if (0xD800..<0xDC00).contains(unit), let low = escape(UnsafeRawBufferPointer(bytes), at: read),
        (0xDC00..<0xE000).contains(low)
      {
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        read += 7
      }
      // An escape is seven bytes, so that its text is never longer.
      for byte in String(Unicode.Scalar(unit) ?? "\u{FFFD}").utf8 {
        bytes[write] = byte
        write += 1
      }
    }
    buffer.truncate(to: start + write)
  }

  private static func escape(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32? {
    guard index + 7 <= bytes.count, bytes[index] == 0x5F, bytes[index + 1] == 0x78, bytes[index + 6] == 0x5F
    else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[index + 2..<index + 6] {
      switch byte {
      case 0x30...0x39: unit = unit << 4 + UInt32(byte - 0x30)
      case 0x41...0x46: unit = unit << 4 + UInt32(byte - 0x37)
      case 0x61...0x66: unit = unit << 4 + UInt32(byte - 0x57)
      default: return nil
      }
    }
    return unit
  }
}
