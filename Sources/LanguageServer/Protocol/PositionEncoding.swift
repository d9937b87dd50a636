/// What a position's `character` counts (LSP 3.17, PositionEncodingKind).
enum PositionEncoding: String, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  case utf32 = "utf-32"

  /// The first of the client's encodings that is known; UTF-16, which every client has, where it names none.
  init(offered: [String]) {
    self = offered.lazy.compactMap(PositionEncoding.init).first ?? .utf16
  }

  /// How many units a part of a line takes.
  func units(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
    switch self {
    case .utf8: text.count
    case .utf16: text.reduce(0) { $0 + (isContinuation($1) ? 0 : $1 >= 0xF0 ? 2 : 1) }
    case .utf32: text.count { !isContinuation($0) }
    }
  }

  /// How many bytes of a line so many units are; of half a character, none, and of more units than the line has, all.
  func bytes(_ units: Int, of text: Slice<UnsafeRawBufferPointer>) -> Int {
    var left = units
    var p = text.startIndex
    while p < text.endIndex {
      var next = p + 1
      while next < text.endIndex, isContinuation(text[next]) { next += 1 }
      let width = self == .utf8 ? next - p : self == .utf16 && text[p] >= 0xF0 ? 2 : 1
      guard width <= left else { break }
      left -= width
      p = next
    }
    return p - text.startIndex
  }

  private func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}

/// A place in a document (LSP 3.17, Position), both counted from 0.
struct TextPosition: Equatable, Comparable {
  var line: Int
  /// In units of the negotiated ``PositionEncoding``.
  var character: Int

  static func < (a: TextPosition, b: TextPosition) -> Bool { (a.line, a.character) < (b.line, b.character) }
}

/// From one place to another (LSP 3.17, Range).
struct TextRange: Equatable {
  var start: TextPosition
  var end: TextPosition
}
