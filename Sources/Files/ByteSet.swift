/// A set of bytes: what `[…]` and `?` match in a shell pattern. The slash is never in it.
struct ByteSet: Equatable {
  private var words = SIMD4<UInt64>()

  /// What `?` matches.
  static let anythingButSlash = ByteSet(inverse: ByteSet())

  private init() {}

  private init(inverse other: ByteSet) {
    words = ~other.words
    remove(UInt8(ascii: "/"))
  }

  /// Reads a bracket expression (glob(7)) from behind its `[` through its `]`.
  ///
  /// Fails where it is not closed, or names an unknown class.
  init?(bracket rest: inout ArraySlice<UInt8>) {
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest.removeFirst() }
    // What a `-` would begin a range with.
    var low: UInt8?
    var isFirst = true
    while isFirst || rest.first != UInt8(ascii: "]") {
      guard let byte = rest.popFirst() else { return nil }
      isFirst = false
      if byte == UInt8(ascii: "-"), let from = low, let next = rest.first, next != UInt8(ascii: "]") {
        rest.removeFirst()
        guard let to = Self.literal(next, &rest) else { return nil }
        if from <= to { insert(from...to) }
        low = nil
      } else if byte == UInt8(ascii: "["), let name = Self.className(in: rest) {
        guard let ranges = Self.ranges(ofClass: String(decoding: name, as: UTF8.self)) else { return nil }
        ranges.forEach { insert($0) }
        rest = rest[(name.endIndex + 2)...]
        low = nil
      } else {
        guard let literal = Self.literal(byte, &rest) else { return nil }
        insert(literal...literal)
        low = literal
      }
    }
    rest.removeFirst()
    if isNegated { self = ByteSet(inverse: self) } else { remove(UInt8(ascii: "/")) }
  }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }

  private mutating func insert(_ bytes: ClosedRange<UInt8>) {
    for byte in bytes { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }
  }

  private mutating func remove(_ byte: UInt8) { words[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63)) }

  /// The byte itself, or the one that a backslash escapes.
  private static func literal(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> UInt8? {
    byte == UInt8(ascii: "\\") ? rest.popFirst() : byte
  }

  /// The `name` where `:name:]` follows.
  private static func className(in rest: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard rest.first == UInt8(ascii: ":"), let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return nil }
    let inside = rest[rest.startIndex..<end].dropFirst()
    return inside.last == UInt8(ascii: ":") ? inside.dropLast() : nil
  }

  /// The POSIX classes, in ASCII.
  private static func ranges(ofClass name: String) -> [ClosedRange<UInt8>]? {
    switch name {
    case "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A]
    case "alpha": [0x41...0x5A, 0x61...0x7A]
    case "blank": [0x09...0x09, 0x20...0x20]
    case "cntrl": [0x00...0x1F, 0x7F...0x7F]
    case "digit": [0x30...0x39]
    case "graph": [0x21...0x7E]
    case "lower": [0x61...0x7A]
    case "print": [0x20...0x7E]
    case "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E]
    case "space": [0x09...0x0A, 0x0D...0x0D, 0x20...0x20]
    case "upper": [0x41...0x5A]
    case "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66]
    default: nil
    }
  }
}
