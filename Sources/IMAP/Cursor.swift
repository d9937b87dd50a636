/// Walks over one response. A literal's announcement and its octets stand in the response as they came.
struct Cursor {
  let bytes: ArraySlice<UInt8>
  private(set) var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var isAtEnd: Bool { place == bytes.endIndex }
  var next: UInt8? { isAtEnd ? nil : bytes[place] }
  var rest: ArraySlice<UInt8> { bytes[place...] }

  mutating func skipBlanks() {
    while next == UInt8(ascii: " ") || next == UInt8(ascii: "\t") { place += 1 }
  }

  mutating func skip() {
    if !isAtEnd { place += 1 }
  }

  mutating func take(_ byte: Character) -> Bool {
    guard next == byte.asciiValue else { return false }
    place += 1
    return true
  }

  /// Everything up to one of these characters, which is not taken.
  mutating func take(upTo ends: String) -> ArraySlice<UInt8> {
    let start = place
    while let next, !ends.utf8.contains(next) { place += 1 }
    return bytes[start..<place]
  }

  /// A word of letters, in upper case; empty where there is none.
  mutating func word() -> String {
    String(decoding: take(upTo: " \t()[]\"\r\n").map(\.uppercasedASCII), as: UTF8.self)
  }

  mutating func number() -> UInt64? {
    let start = place
    while next?.isDigit == true { place += 1 }
    return Self.number(of: bytes[start..<place])
  }

  /// The value of digits; nil for anything else, or too many.
  static func number(of digits: ArraySlice<UInt8>) -> UInt64? {
    guard digits.allSatisfy(\.isDigit) else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }

  /// A quoted string or a literal.
  mutating func string() -> [UInt8]? {
    switch next {
    case UInt8(ascii: "\""): quoted()
    case UInt8(ascii: "{"), UInt8(ascii: "~"): literal()
    default: nil
    }
  }

  /// A string or a bare word, which `NIL` is not told from.
  mutating func stringOrWord() -> [UInt8]? {
    if let string = string() { return string }
    let word = take(upTo: " ()")
    return word.isEmpty ? nil : Array(word)
  }

  /// One character in quotes, or `NIL`: nil within. Nil where there is neither.
  mutating func delimiter() -> UInt8?? {
    guard let text = stringOrWord() else { return nil }
    if text.map(\.uppercasedASCII) == Array("NIL".utf8) { return .some(nil) }
    return text.count == 1 ? .some(text[0]) : nil
  }

  private mutating func quoted() -> [UInt8]? {
    let start = place
    place += 1
    var text: [UInt8] = []
    while let byte = next {
      place += 1
      if byte == UInt8(ascii: "\"") { return text }
      if byte == UInt8(ascii: "\\"), let escaped = next {
        place += 1
        text.append(escaped)
      } else {
        text.append(byte)
      }
    }
    place = start
    return nil
  }

  private mutating func literal() -> [UInt8]? {
    let start = place
    _ = take("~")
    guard take("{"), let count = number().flatMap({ Int(exactly: $0) }) else {
      place = start
      return nil
    }
    _ = take("+")
    guard take("}") else {
      place = start
      return nil
    }
    _ = take("\r")
    guard take("\n"), count <= bytes.endIndex - place else {
      place = start
      return nil
    }
    place += count
    return Array(bytes[(place - count)..<place])
  }
}
