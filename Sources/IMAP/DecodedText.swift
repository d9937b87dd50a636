import Platform

/// A text with one of its encodings undone, and where each byte of it came from.
struct DecodedText {
  private(set) var bytes: [UInt8]
  /// By byte, the part of the original text that it was decoded from.
  private(set) var origins: [Range<Int>]

  private init(bytes: [UInt8], origins: [Range<Int>]) {
    (self.bytes, self.origins) = (bytes, origins)
  }

  /// The text as it is, with the escapes of quoted strings and of C undone, with percent encoding (RFC 3986 section
  /// 2.1) and with modified UTF-7 (RFC 3501 section 5.1.3) undone, and with two of these, one inside the other.
  static func forms(of text: [UInt8]) -> [DecodedText] {
    let verbatim = DecodedText(bytes: text, origins: text.indices.map { $0..<$0 + 1 })
    var forms = [verbatim]
    for decoded in verbatim.decodings {
      forms.append(decoded)
      forms += decoded.decodings
    }
    return forms
  }

  private var decodings: [DecodedText] {
    var decodings: [DecodedText] = []
    if bytes.contains(UInt8(ascii: "\\")) {
      decodings.append(decoded(by: Self.quotedPair))
      decodings.append(decoded(by: Self.characterEscape))
    }
    if bytes.contains(UInt8(ascii: "%")) { decodings.append(decoded(by: Self.percentEncoded)) }
    if bytes.contains(UInt8(ascii: "&")) { decodings.append(decoded(by: Self.shifted)) }
    return decodings
  }

  /// Whether no letter or digit is beside the range.
  func isWord(_ range: Range<Int>) -> Bool {
    (range.lowerBound == 0 || !bytes[range.lowerBound - 1].isLetterOrDigit)
      && (range.upperBound == bytes.count || !bytes[range.upperBound].isLetterOrDigit)
  }

  /// - Parameter decode: the bytes that are encoded at the start of a slice and the length of the encoding; nil where
  ///   nothing is encoded there.
  private func decoded(by decode: (ArraySlice<UInt8>) -> (bytes: [UInt8], length: Int)?) -> DecodedText {
    var result = DecodedText(bytes: [], origins: [])
    var place = 0
    while place < bytes.count {
      let (found, length) = decode(bytes[place...]) ?? ([bytes[place]], 1)
      let origin = origins[place].lowerBound..<origins[place + length - 1].upperBound
      result.bytes += found
      result.origins += found.map { _ in origin }
      place += length
    }
    return result
  }

  /// `\"` and `\\`, and any other character after a backslash.
  private static func quotedPair(_ text: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    guard text.first == UInt8(ascii: "\\"), let next = text.dropFirst().first else { return nil }
    return ([next], 2)
  }

  /// `\xC3`, `\303` and `\u00FC`.
  private static func characterEscape(_ text: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    guard text.first == UInt8(ascii: "\\"), let kind = text.dropFirst().first else { return nil }
    switch kind {
    case UInt8(ascii: "x"): return number(text.dropFirst(2), digits: 2, radix: 16).map { ([UInt8($0)], 4) }
    case UInt8(ascii: "u"):
      return number(text.dropFirst(2), digits: 4, radix: 16).flatMap { Unicode.Scalar(UInt32($0)) }.map {
        (Array(String($0).utf8), 6)
      }
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      return number(text.dropFirst(), digits: 3, radix: 8).map { ([UInt8($0)], 4) }
    default: return quotedPair(text)
    }
  }

  private static func percentEncoded(_ text: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    guard text.first == UInt8(ascii: "%") else { return nil }
    return number(text.dropFirst(), digits: 2, radix: 16).map { ([UInt8($0)], 3) }
  }

  /// `&APw-`, also where its end is missing.
  private static func shifted(_ text: ArraySlice<UInt8>) -> ([UInt8], Int)? {
    guard text.first == UInt8(ascii: "&") else { return nil }
    let base64 = text.dropFirst().prefix { $0 == UInt8(ascii: ",") || Base64.value(of: $0) != nil }
    let isClosed = base64.endIndex < text.endIndex && text[base64.endIndex] == UInt8(ascii: "-")
    guard !base64.isEmpty else { return isClosed ? ([UInt8(ascii: "&")], 2) : nil }
    let octets = Base64.decode(base64.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: "/") : $0 }) ?? []
    let units = stride(from: 0, to: octets.count - 1, by: 2).map { UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]) }
    return (Array(String(decoding: units, as: UTF16.self).utf8), base64.count + (isClosed ? 2 : 1))
  }

  private static func number(_ text: ArraySlice<UInt8>, digits: Int, radix: Int) -> Int? {
    let found = text.prefix(digits)
    guard found.count == digits, found.allSatisfy(\.isLetterOrDigit) else { return nil }
    return Int(String(decoding: found, as: UTF8.self), radix: radix)
  }
}
