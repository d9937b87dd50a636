/// Any value of JSON (RFC 8259), as a tree: for messages whose form the sender chooses.
public enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number that is whole and fits.
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  /// Of members with the same name, the last.
  case object([String: JSONValue])

  /// A member of an object; nil where there is none, or this is no object.
  public subscript(_ name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }
  public var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  public var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }
  public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// Deeper values are refused, as they would take the stack.
  private static let mostLevels = 128

  /// Reads one text of JSON, nothing behind it.
  ///
  /// Half a surrogate pair in a string becomes U+FFFD: editors that keep text as UTF-16 do send it.
  /// - Throws: ``JSONScanner/Malformed``
  public init(_ bytes: UnsafeRawBufferPointer) throws {
    var scanner = JSONScanner(bytes, replacesHalves: true)
    self = try JSONValue(&scanner, level: 0)
    try scanner.end()
  }

  private init(_ scanner: inout JSONScanner, level: Int) throws {
    guard level < JSONValue.mostLevels else {
      throw JSONScanner.Malformed(offset: scanner.offset, text: "too many values in one another")
    }
    switch scanner.first {
    case UInt8(ascii: "{"):
      var members: [String: JSONValue] = [:]
      try scanner.list("{", "}", "an object", "a comma or the object's end") { scanner in
        let name = try scanner.string()
        try scanner.take(UInt8(ascii: ":"), "a colon")
        members[name] = try JSONValue(&scanner, level: level + 1)
      }
      self = .object(members)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try scanner.array { elements.append(try JSONValue(&$0, level: level + 1)) }
      self = .array(elements)
    case UInt8(ascii: "\""): self = .string(try scanner.string())
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean(try scanner.boolean())
    case UInt8(ascii: "n"):
      guard scanner.null() else { throw JSONScanner.Malformed(offset: scanner.offset, text: "expected a value") }
      self = .null
    default: self = try scanner.number()
    }
  }
}

extension JSONScanner {
  /// Any number (RFC 8259, section 6).
  mutating func number() throws -> JSONValue {
    let place = offset
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 &- 0x30 < 10 } ?? false }
    func malformed() -> Malformed { Malformed(offset: place, text: "expected a value") }
    func digits() throws {
      guard isDigit(peek) else { throw malformed() }
      while isDigit(peek) { offset += 1 }
    }
    if peek == UInt8(ascii: "-") { offset += 1 }
    if peek == 0x30 { offset += 1 } else { try digits() }
    var isWhole = true
    if peek == UInt8(ascii: ".") {
      offset += 1
      try digits()
      isWhole = false
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      offset += 1
      if peek == UInt8(ascii: "-") || peek == UInt8(ascii: "+") { offset += 1 }
      try digits()
      isWhole = false
    }
    guard offset - place <= 400 else { throw malformed() }
    let text = String(decoding: bytes[place..<offset], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw malformed() }
    return .number(number)
  }
}
