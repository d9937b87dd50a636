/// Base64 (RFC 4648 section 4), as SASL uses it.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = UInt8(ascii: "=")

  /// Whether a byte is of the alphabet, or the padding.
  package static func contains(_ byte: UInt8) -> Bool { value(of: byte) != nil || byte == padding }

  /// The character of the standard alphabet where it is the URL-safe one's (RFC 4648 section 5).
  package static func standard(_ character: UInt8) -> UInt8 {
    switch character {
    case UInt8(ascii: "-"): UInt8(ascii: "+")
    case UInt8(ascii: "_"): UInt8(ascii: "/")
    default: character
    }
  }

  /// Appends the encoded bytes to a secret.
  package static func encode(_ bytes: some Sequence<UInt8>, into writer: inout SecretWriter) {
    var group: UInt32 = 0
    var held = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      held += 1
      if held == 3 {
        for shift in [18, 12, 6, 0] as [UInt32] { writer.append(alphabet[Int(group >> shift & 63)]) }
        group = 0
        held = 0
      }
    }
    guard held > 0 else { return }
    group <<= held == 1 ? 16 : 8
    writer.append(alphabet[Int(group >> 18 & 63)])
    writer.append(alphabet[Int(group >> 12 & 63)])
    writer.append(held == 1 ? padding : alphabet[Int(group >> 6 & 63)])
    writer.append(padding)
  }

  /// The encoded bytes as text.
  package static func encode(_ bytes: [UInt8]) -> String {
    var writer = SecretWriter()
    encode(bytes, into: &writer)
    return writer.secret.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a text with the right padding; nil for any other text.
  package static func decodePadded(_ text: some Collection<UInt8>) -> [UInt8]? {
    let digits = text.count - text.reversed().prefix { $0 == padding }.count
    guard text.count % 4 == 0, text.count - digits <= 2 else { return nil }
    return text.prefix(digits).contains(padding) ? nil : decode(text)
  }

  /// The bytes; nil where a character is none of the alphabet's. Padding and bits that are left over are ignored.
  package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
    var bytes: [UInt8] = []
    var group: UInt32 = 0
    var bits = 0
    for character in text where character != padding {
      guard let value = value(of: character) else { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
      }
    }
    return bytes
  }

  /// The six bits that a character encodes; nil for characters outside the alphabet.
  package static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  /// The character for six bits.
  package static func character(of value: UInt8) -> UInt8 { alphabet[Int(value)] }
}
