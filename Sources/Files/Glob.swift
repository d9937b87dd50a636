private let slash = UInt8(ascii: "/")

/// A shell pattern of gitignore(5), compiled; matches bytes, as git does.
///
/// No part of a pattern can match a slash but a slash and `**`. So a `*` that took too little or too much is put
/// right within its own directory name, and nothing before the last `**` need ever be looked at again: the work
/// is at most quadratic in the text and linear in the pattern.
package struct Glob {
  private enum Token: Equatable {
    case byte(UInt8)
    case oneOf(ByteSet)
    /// `*`
    case star
    /// `**/`: nothing, or anything that ends with a slash.
    case directories
    /// `**` at the end, or before an escaped slash: anything.
    case anything
  }

  private var tokens: [Token] = []

  /// - Parameter pattern: without `!`, leading and trailing slash.
  /// - Returns: nil for a pattern that can match nothing: an open bracket, an unknown class, a backslash at the end.
  package init?(_ pattern: ArraySlice<UInt8>) {
    var rest = pattern
    // Whether `**` is between slashes here; to git, right behind a beginning without wildcards does too:
    // `foo**/bar` finds `foo/x/bar`.
    var isBoundary = true
    var isLiteral = true
    while let byte = rest.popFirst() {
      guard let token = Self.token(byte, isBoundary: isBoundary, &rest) else { return nil }
      tokens.append(token)
      if case .byte = token, byte != UInt8(ascii: "\\") {} else { isLiteral = false }
      isBoundary = isLiteral || token == .directories || token == .byte(slash)
    }
  }

  /// The token that begins with a byte; takes the rest of it. Nil where there is none.
  private static func token(_ byte: UInt8, isBoundary: Bool, _ rest: inout ArraySlice<UInt8>) -> Token? {
    switch byte {
    case UInt8(ascii: "*"):
      let more = rest.prefix { $0 == byte }.count
      rest.removeFirst(more)
      guard more > 0, isBoundary else { return .star }
      if rest.first == slash {
        rest.removeFirst()
        return .directories
      }
      return rest.isEmpty || rest.starts(with: [UInt8(ascii: "\\"), slash]) ? .anything : .star
    case UInt8(ascii: "?"): return .oneOf(.anythingButSlash)
    case UInt8(ascii: "["): return ByteSet(bracket: &rest).map(Token.oneOf)
    case UInt8(ascii: "\\"): return rest.popFirst().map(Token.byte)
    default: return .byte(byte)
    }
  }

  /// Whether the whole of `text` behind its first `start` bytes fits.
  package func matches(_ text: [UInt8], from start: Int) -> Bool {
    var token = 0
    var place = start
    var afterStar: (token: Int, place: Int)?
    var afterStars: (token: Int, place: Int)?
    while true {
      if token == tokens.count {
        if place == text.count { return true }
      } else {
        switch tokens[token] {
        case .star:
          token += 1
          afterStar = (token, place)
          continue
        case .directories, .anything:
          token += 1
          afterStar = nil
          afterStars = (token, place)
          if token == tokens.count, tokens[token - 1] == .anything { return true }
          continue
        case .byte(let byte):
          if place < text.count, text[place] == byte {
            token += 1
            place += 1
            continue
          }
        case .oneOf(let set):
          if place < text.count, set.contains(text[place]) {
            token += 1
            place += 1
            continue
          }
        }
      }
      if let (next, from) = afterStar, from < text.count, text[from] != slash {
        token = next
        place = from + 1
        afterStar = (token, place)
      } else if let (next, from) = afterStars, let further = further(than: from, in: text, for: tokens[next - 1]) {
        token = next
        place = further
        afterStar = nil
        afterStars = (token, place)
      } else {
        return false
      }
    }
  }

  /// Where the text that `**` matches can end next.
  private func further(than place: Int, in text: [UInt8], for token: Token) -> Int? {
    if token == .anything { return place < text.count ? place + 1 : nil }
    return text[place...].firstIndex(of: slash).map { $0 + 1 }
  }
}
