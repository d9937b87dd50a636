/// Takes one response apart: a line with its literals, without its end.
///
/// What real servers do against the grammar is understood where it has a meaning, and kept as bytes where it has none;
/// nothing makes it fail.
enum ResponseParser {
  static func parse(_ line: ArraySlice<UInt8>) -> Response {
    var cursor = Cursor(line)
    if cursor.take("+") {
      guard cursor.isAtEnd || cursor.take(" ") else { return .unreadable(Array(line)) }
      return .continuation(Array(cursor.rest))
    }
    if cursor.take("*") {
      guard cursor.isAtEnd || cursor.next == UInt8(ascii: " ") else { return .unreadable(Array(line)) }
      cursor.skipBlanks()
      let rest = cursor.rest
      if let status = status(&cursor) { return .untagged(status) }
      return .data(DataParser.parse(rest))
    }
    let tag = cursor.take(upTo: " ")
    cursor.skipBlanks()
    guard !tag.isEmpty, let status = status(&cursor), ![.bye, .preauth].contains(status.condition) else {
      return .unreadable(Array(line))
    }
    return .tagged(Array(tag), status)
  }

  private static func status(_ cursor: inout Cursor) -> Status? {
    guard let condition = Status.Condition(rawValue: cursor.word().lowercased()) else { return nil }
    guard cursor.isAtEnd || cursor.next == UInt8(ascii: " ") || cursor.next == UInt8(ascii: "[") else { return nil }
    cursor.skipBlanks()
    let code = code(&cursor)
    cursor.skipBlanks()
    return Status(condition: condition, code: code, text: Array(cursor.rest))
  }

  /// `[NAME argument]`; brackets within quotes are the argument's.
  private static func code(_ cursor: inout Cursor) -> ResponseCode? {
    guard cursor.next == UInt8(ascii: "["), let end = endOfCode(cursor.rest) else { return nil }
    var inner = Cursor(cursor.rest[..<end].dropFirst())
    inner.skipBlanks()
    let name = inner.word()
    guard !name.isEmpty, name.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
    inner.skipBlanks()
    cursor = Cursor(cursor.rest[(end + 1)...])
    return ResponseCode(name, argument: Array(inner.rest))
  }

  private static func endOfCode(_ text: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    var isEscaped = false
    for (place, byte) in zip(text.indices, text) {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = isQuoted
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: "]"), !isQuoted {
        return place
      }
    }
    return text.firstIndex(of: UInt8(ascii: "]"))
  }
}
