/// Reads one element after the other of DER (X.690), as far as a certificate needs it. Nothing in it makes it trap.
struct DER {
  struct Element {
    var tag: UInt8
    var content: ArraySlice<UInt8>
    /// With its tag and length.
    var whole: ArraySlice<UInt8>

    var children: DER { DER(content) }
  }

  enum Tag {
    static let objectIdentifier: UInt8 = 0x06
    static let octetString: UInt8 = 0x04
    static let sequence: UInt8 = 0x30
    static let set: UInt8 = 0x31
    static func context(_ number: UInt8, constructed: Bool) -> UInt8 { (constructed ? 0xA0 : 0x80) | number }
  }

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  /// Nil at the end, and where the bytes are no DER.
  mutating func next() -> Element? {
    let start = rest.startIndex
    // Tags of more than one byte stand in no certificate.
    guard rest.count >= 2, rest[start] & 0x1F != 0x1F else { return nil }
    var length = Int(rest[start + 1])
    var content = start + 2
    if length & 0x80 != 0 {
      let size = length & 0x7F
      guard (1...4).contains(size), rest.count >= 2 + size else { return nil }
      length = rest[content..<content + size].reduce(0) { $0 << 8 | Int($1) }
      content += size
    }
    guard length <= rest.endIndex - content else { return nil }
    defer { rest = rest[(content + length)...] }
    return Element(tag: rest[start], content: rest[content..<content + length], whole: rest[start..<content + length])
  }

  /// The next element, if it is of this kind.
  mutating func next(_ tag: UInt8) -> Element? {
    var ahead = self
    guard let element = ahead.next(), element.tag == tag else { return nil }
    self = ahead
    return element
  }
}
