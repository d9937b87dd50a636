/// Numbers in base 16, as escapes contain them.
package enum Hexadecimal {
  /// Uppercase digits, padded with zeros to a minimum width.
  package static func uppercase(_ value: some BinaryInteger, digits: Int = 1) -> String {
    padded(String(value, radix: 16, uppercase: true), digits)
  }

  /// Lowercase digits, padded with zeros to a minimum width.
  package static func lowercase(_ value: some BinaryInteger, digits: Int = 1) -> String {
    padded(String(value, radix: 16), digits)
  }

  /// Appends 16 lowercase digits.
  package static func append(_ value: UInt64, to bytes: inout [UInt8]) {
    for shift in stride(from: 60, through: 0, by: -4) {
      bytes.append(lowercaseDigit(UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 15))
    }
  }

  /// The lowercase digit of a value below 16, in ASCII.
  package static func lowercaseDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// The value of a digit in ASCII, of either case; nil for other bytes.
  package static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - 0x30
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - 0x37
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 0x57
    default: nil
    }
  }

  private static func padded(_ text: String, _ digits: Int) -> String {
    text.utf8.count < digits ? String(repeating: "0", count: digits - text.utf8.count) + text : text
  }
}

/// Percent-encoding (RFC 3986).
package enum PercentEncoding {
  /// A path in which every byte that is neither unreserved (section 2.3) nor a slash is encoded.
  package static func path(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      if isUnreserved(byte) || byte == UInt8(ascii: "/") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%" + Hexadecimal.uppercase(byte, digits: 2)
      }
    }
    return text
  }

  /// The bytes of a text with every `%` and two digits replaced by the byte that they encode.
  package static func decoded(_ text: some Collection<UInt8>) -> [UInt8] {
    let text = Array(text)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var p = 0
    while p < text.count {
      if text[p] == UInt8(ascii: "%"), p + 2 < text.count, let high = Hexadecimal.value(of: text[p + 1]),
        let low = Hexadecimal.value(of: text[p + 2])
      {
        bytes.append(high << 4 | low)
        p += 3
      } else {
        bytes.append(text[p])
        p += 1
      }
    }
    return bytes
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
