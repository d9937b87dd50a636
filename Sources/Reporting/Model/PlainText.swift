/// Text for people and logs on one line: nothing in it can end the line, command a terminal or turn the
/// order of what follows.
enum PlainText {
  static func plain(_ text: String) -> String {
    var text = text
    guard text.withUTF8({ firstCommand(in: $0) }) != nil else { return text }
    var bytes = Array(text.utf8)
    disarm(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces each character that commands by a question mark.
  static func disarm(_ bytes: inout [UInt8]) {
    guard let first = bytes.withUnsafeBufferPointer({ firstCommand(in: $0) }) else { return }
    var plain = Array(bytes[..<first])
    plain.reserveCapacity(bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      var p = first
      while p < bytes.count {
        let length = commandLength(bytes, p)
        plain.append(length == 0 ? bytes[p] : UInt8(ascii: "?"))
        p += max(length, 1)
      }
    }
    bytes = plain
  }

  private static func firstCommand(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.indices.first { mayCommand(bytes[$0]) && commandLength(bytes, $0) > 0 }
  }

  /// Whether a byte is a command of ASCII or begins one of Unicode.
  private static func mayCommand(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
  }

  /// How many bytes the command at an offset has; 0 where there is none.
  private static func commandLength(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    func byte(_ index: Int) -> UInt8 { offset + index < bytes.count ? bytes[offset + index] : 0 }
    return switch (byte(0), byte(1), byte(2)) {
    case (0..<0x20, _, _), (0x7F, _, _): 1
    // C1 controls.
    case (0xC2, 0x80...0x9F, _): 2
    // U+061C, U+200E and U+200F, U+2028 to U+202E, U+2066 to U+2069 (UAX 9).
    case (0xD8, 0x9C, _): 2
    case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE), (0xE2, 0x81, 0xA6...0xA9): 3
    default: 0
    }
  }
}
