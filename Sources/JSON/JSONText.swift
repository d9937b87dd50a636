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
    while true {
      let next = nextEscape(in: text, from: start)
      if start < next { put(UnsafeBufferPointer(rebasing: text[start..<next])) }
      guard next < text.count else { return }
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 6) { memory in
        let count = writeEscape(of: text[next], to: memory)
        put(UnsafeBufferPointer(rebasing: memory[..<count]))
      }
      start = next + 1
    }
  }

  /// The first offset from `offset` on whose byte needs an escape, eight bytes a step; the count where none does.
  private static func nextEscape(in text: UnsafeBufferPointer<UInt8>, from offset: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    // A borrow may mark a byte above the first mark, never below it, and only the first one is used.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
    var p = offset
    while p &+ 8 <= text.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(text.baseAddress!).loadUnaligned(fromByteOffset: p, as: UInt64.self))
      let quotes = zeros(word ^ ones &* 0x22) | zeros(word ^ ones &* 0x5C)
      let controls = (word &- ones &* 0x20) & ~word | zeros(word ^ ones &* 0x7F)
      let found = (quotes | controls) & highs
      if found != 0 { return p &+ found.trailingZeroBitCount >> 3 }
      p &+= 8
    }
    while p < text.count, !needsEscape(text[p]) { p &+= 1 }
    return p
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
