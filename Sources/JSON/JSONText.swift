import Platform

/// Writes JSON (RFC 8259).
public enum JSONText {
  /// A text as a string of JSON, in its quotes.
  public static func quoted(_ text: String) -> String {
    var text = text
    var bytes: [UInt8] = []
    text.withUTF8 { append($0, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends UTF-8 as a string of JSON, in its quotes.
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    escape(text) { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Escapes UTF-8 as the content of a JSON string (section 7) and passes it on in pieces: one, if nothing needs an
  /// escape.
  package static func escape(_ text: UnsafeBufferPointer<UInt8>, _ put: (UnsafeBufferPointer<UInt8>) -> Void) {
    var start = 0
    for (index, byte) in text.enumerated() where needsEscape(byte) {
      if start < index { put(UnsafeBufferPointer(rebasing: text[start..<index])) }
      start = index + 1
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 6) { memory in
        let count = writeEscape(of: byte, to: memory)
        put(UnsafeBufferPointer(rebasing: memory[..<count]))
      }
    }
    if start < text.count { put(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  /// Writes the shortest escape of a byte; returns its length.
  private static func writeEscape(of byte: UInt8, to memory: UnsafeMutableBufferPointer<UInt8>) -> Int {
    memory[0] = UInt8(ascii: "\\")
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): memory[1] = byte
    case 0x0A: memory[1] = UInt8(ascii: "n")
    case 0x0D: memory[1] = UInt8(ascii: "r")
    case 0x09: memory[1] = UInt8(ascii: "t")
    default:
      memory[1] = UInt8(ascii: "u")
      memory[2] = UInt8(ascii: "0")
      memory[3] = UInt8(ascii: "0")
      memory[4] = Hexadecimal.lowercaseDigit(byte >> 4)
      memory[5] = Hexadecimal.lowercaseDigit(byte & 15)
      return 6
    }
    return 2
  }
}
