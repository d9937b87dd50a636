import Platform

/// Reads JSON (RFC 8259) from front to back, strictly and without a tree: whoever asks says what must come next, so
/// that no depth and no size is more than is asked for.
public struct JSONScanner {
  /// What is wrong, and at which byte.
  public struct Malformed: Error {
    public var offset: Int
    public var text: String

    public init(offset: Int, text: String) { (self.offset, self.text) = (offset, text) }
  }

  let bytes: UnsafeRawBufferPointer
  public internal(set) var offset: Int
  private let replacesHalves: Bool

  /// - Parameter replacesHalves: half a surrogate pair in a string is U+FFFD, and no error.
  public init(_ bytes: UnsafeRawBufferPointer, from offset: Int = 0, replacesHalves: Bool = false) {
    self.bytes = bytes
    self.offset = offset
    self.replacesHalves = replacesHalves
  }

  /// An object; its members may be in any order, each at most once.
  ///
  /// - Parameters:
  ///   - names: of all members that it may have.
  ///   - required: so many of them must be there, the first ones.
  ///   - member: reads one member's value.
  public mutating func object(
    _ names: [StaticString], required: Int, _ member: (inout JSONScanner, _ index: Int) throws -> Void
  ) throws {
    skipSpace()
    let start = offset
    try take(UInt8(ascii: "{"), "an object")
    var seen: UInt64 = 0
    var next = 0
    skipSpace()
    if peek != UInt8(ascii: "}") {
      while true {
        let place = offset
        let index = try name(of: names, expected: next)
        guard seen & 1 << index == 0 else { throw Malformed(offset: place, text: "\(names[index]) appears twice") }
        seen |= 1 << index
        next = index + 1
        try take(UInt8(ascii: ":"), "a colon")
        try member(&self, index)
        skipSpace()
        guard peek == UInt8(ascii: ",") else { break }
        offset += 1
        skipSpace()
      }
    }
    try take(UInt8(ascii: "}"), "a comma or the object's end")
    if let missing = (0..<required).first(where: { seen & 1 << $0 == 0 }) {
      throw Malformed(offset: start, text: "\(names[missing]) is missing")
    }
  }

  /// Which member comes; they mostly come in order.
  private mutating func name(of names: [StaticString], expected: Int) throws -> Int {
    let place = offset
    guard peek == UInt8(ascii: "\"") else { throw Malformed(offset: place, text: "expected a member name") }
    for step in names.indices {
      let index = (expected + step) % names.count
      let length = names[index].utf8CodeUnitCount
      guard place + length + 1 < bytes.count, bytes[place + length + 1] == UInt8(ascii: "\"") else { continue }
      let name = UnsafeBufferPointer(start: names[index].utf8Start, count: length)
      if bytes[place + 1..<place + 1 + length].elementsEqual(name) {
        offset = place + length + 2
        skipSpace()
        return index
      }
    }
    throw Malformed(offset: place, text: "\(JSONScanner.shortened(try string())) does not belong here")
  }

  /// An object whose members' names are not known beforehand, each once.
  public mutating func members(_ member: (inout JSONScanner, _ name: String) throws -> Void) throws {
    var seen: Set<String> = []
    try list("{", "}", "an object", "a comma or the object's end") { scanner in
      scanner.skipSpace()
      let place = scanner.offset
      let name = try scanner.string()
      guard seen.insert(name).inserted else {
        throw Malformed(offset: place, text: "\(JSONScanner.shortened(name)) appears twice")
      }
      try scanner.take(UInt8(ascii: ":"), "a colon")
      try member(&scanner, name)
    }
  }

  /// The text that `body` reads, unchanged.
  public mutating func text(_ body: (inout JSONScanner) throws -> Void) throws -> String {
    skipSpace()
    let start = offset
    try body(&self)
    return try text(bytes[start..<offset], at: start)
  }

  /// An array's elements.
  public mutating func array(_ element: (inout JSONScanner) throws -> Void) throws {
    try list("[", "]", "an array", "a comma or the array's end", element)
  }

  mutating func list(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ what: String, _ end: String,
    _ element: (inout JSONScanner) throws -> Void
  ) throws {
    try take(UInt8(ascii: opening), what)
    skipSpace()
    if peek != UInt8(ascii: closing) {
      while true {
        try element(&self)
        skipSpace()
        guard peek == UInt8(ascii: ",") else { break }
        offset += 1
      }
    }
    try take(UInt8(ascii: closing), end)
  }

  /// A whole number within limits.
  public mutating func integer(_ limits: ClosedRange<Int>) throws -> Int {
    skipSpace()
    let place = offset
    var number = 0
    while let digit = peek.map({ $0 &- 0x30 }), digit < 10, offset - place < 18 {
      number = number * 10 + Int(digit)
      offset += 1
    }
    let ends =
      peek.map {
        $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "}")
          || $0 == UInt8(ascii: "]")
      } ?? true
    guard offset > place, ends, offset - place == 1 || bytes[place] != 0x30 else {
      throw Malformed(offset: place, text: "expected a whole number")
    }
    guard limits.contains(number) else {
      throw Malformed(
        offset: place,
        text:
          """
          a number from \(limits.lowerBound) \(limits.upperBound == Int.max ? "on" : "to \(limits.upperBound)") was \
          expected
          """
      )
    }
    return number
  }

  public mutating func boolean() throws -> Bool {
    if takeWord("true") { return true }
    if takeWord("false") { return false }
    throw Malformed(offset: offset, text: "expected true or false")
  }

  /// Takes a null, if there is one.
  public mutating func null() -> Bool { takeWord("null") }

  /// A string of well-formed UTF-8.
  public mutating func string() throws -> String {
    try take(UInt8(ascii: "\""), "a string")
    let start = offset
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\""), bytes[offset] != UInt8(ascii: "\\"),
      bytes[offset] >= 0x20
    { offset += 1 }
    if peek == UInt8(ascii: "\"") {
      defer { offset += 1 }
      return try text(bytes[start..<offset], at: start)
    }
    var unescaped = Array(bytes[start..<offset])
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw Malformed(offset: offset, text: "a control character is in a string") }
      offset += 1
      if byte == UInt8(ascii: "\\") { try unescape(into: &unescaped) } else { unescaped.append(byte) }
    }
    guard peek != nil else { throw Malformed(offset: start - 1, text: "the string has no end") }
    offset += 1
    return try text(unescaped, at: start)
  }

  private func text(_ bytes: some Collection<UInt8>, at place: Int) throws -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Malformed(offset: place, text: "the string is not UTF-8")
    }
    return text
  }

  /// The rest of an escape, after its backslash.
  private mutating func unescape(into text: inout [UInt8]) throws {
    let place = offset - 1
    guard let byte = peek else { return }
    offset += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hex(place)
      if 0xD800..<0xDC00 ~= code, peek == UInt8(ascii: "\\"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: "u")
      {
        offset += 2
        let low = try hex(place)
        if 0xDC00..<0xE000 ~= low {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        } else {
          // Another half, or a character of its own: it is read by itself.
          offset -= 6
        }
      }
      guard let scalar = Unicode.Scalar(code) ?? (replacesHalves ? "\u{FFFD}" : nil) else {
        throw Malformed(offset: place, text: "half a character")
      }
      text.append(contentsOf: UTF8.encode(scalar)!)
    default: throw Malformed(offset: place, text: "there is no such escape")
    }
  }

  private mutating func hex(_ place: Int) throws -> UInt32 {
    guard offset + 4 <= bytes.count else {
      throw Malformed(offset: place, text: "four hexadecimal digits were expected")
    }
    var code: UInt32 = 0
    for byte in bytes[offset..<offset + 4] {
      guard let digit = Hexadecimal.value(of: byte) else {
        throw Malformed(offset: place, text: "four hexadecimal digits were expected")
      }
      code = code << 4 | UInt32(digit)
    }
    offset += 4
    return code
  }

  /// Requires that nothing but white space is left.
  public mutating func end() throws {
    skipSpace()
    if offset < bytes.count { throw Malformed(offset: offset, text: "expected the end of the text") }
  }

  var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// The first byte of what comes next.
  var first: UInt8? {
    mutating get {
      skipSpace()
      return peek
    }
  }

  private mutating func skipSpace() {
    while offset < bytes.count,
      bytes[offset] == 0x20 || bytes[offset] == 0x0A || bytes[offset] == 0x0D || bytes[offset] == 0x09
    { offset += 1 }
  }

  mutating func take(_ byte: UInt8, _ what: String) throws {
    skipSpace()
    guard peek == byte else { throw Malformed(offset: offset, text: "expected \(what)") }
    offset += 1
  }

  private mutating func takeWord(_ word: StaticString) -> Bool {
    skipSpace()
    let length = word.utf8CodeUnitCount
    guard offset + length <= bytes.count,
      bytes[offset..<offset + length].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: length))
    else { return false }
    offset += length
    return true
  }

  /// A name for a message: only of plain letters, and not too long.
  private static func shortened(_ name: String) -> String {
    name.utf8.count <= 40 && name.utf8.allSatisfy { (0x20...0x7E).contains($0) } ? name : "a member"
  }
}
