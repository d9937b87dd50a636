/// A client's command, taken apart (RFC 3501, section 9).
struct Command: Equatable {
  indirect enum Argument: Equatable {
    case atom([UInt8])
    /// Quoted, or a literal.
    case string([UInt8])
    case list([Argument])

    /// The bytes of a name or a pattern, whatever they are; nil for a list.
    var bytes: [UInt8]? {
      switch self {
      case .atom(let bytes), .string(let bytes): bytes
      case .list: nil
      }
    }

    /// The bytes of an `astring`; nil where a bare atom has characters that only quotes may hold.
    var astring: [UInt8]? {
      guard case .atom(let bytes) = self else { return bytes }
      let special = Set("(){%*\"\\".utf8)
      return bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F && !special.contains($0) } ? bytes : nil
    }

    /// In capitals, to be compared.
    var word: String { String(decoding: bytes ?? [], as: UTF8.self).uppercased() }

    var words: [String] {
      guard case .list(let items) = self else { return [] }
      return items.map(\.word)
    }
  }

  /// What is wrong with a line, and the tag and name that it has all the same.
  struct Malformed: Error, Equatable {
    var tag: String?
    var name = ""
    var problem: String
  }

  var tag: String
  var name: String
  var arguments: [Argument]

  init(_ line: [UInt8]) throws(Malformed) {
    var parser = Parser(bytes: line)
    let tag = parser.word()
    guard !tag.isEmpty, tag.count <= 64,
      tag.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "+") })
    else {
      throw Malformed(tag: nil, problem: "Invalid tag")
    }
    self.tag = tag
    guard parser.skipSpace() else { throw Malformed(tag: tag, problem: "Missing command") }
    name = parser.word().uppercased()
    if name == "UID", parser.skipSpace() { name += " " + parser.word().uppercased() }
    do { arguments = try parser.arguments(depth: 0) } catch {
      throw Malformed(tag: tag, name: name, problem: error.description)
    }
  }
}

private struct Problem: Error { var description: String }

private struct Parser {
  let bytes: [UInt8]
  var offset = 0

  /// Up to the next space.
  mutating func word() -> String {
    let start = offset
    while offset < bytes.count, bytes[offset] != 0x20 { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  mutating func skipSpace() -> Bool {
    guard offset < bytes.count, bytes[offset] == 0x20 else { return false }
    offset += 1
    return true
  }

  /// The arguments up to the end, or to the parenthesis that closes the list.
  mutating func arguments(depth: Int) throws(Problem) -> [Command.Argument] {
    guard depth < 8 else { throw Problem(description: "Too many parentheses") }
    var found: [Command.Argument] = []
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20: offset += 1
      case UInt8(ascii: ")"):
        guard depth > 0 else { throw Problem(description: "Unexpected ')'") }
        offset += 1
        return found
      case UInt8(ascii: "("):
        offset += 1
        found.append(.list(try arguments(depth: depth + 1)))
      case UInt8(ascii: "\""): found.append(.string(try quoted()))
      case UInt8(ascii: "{"): found.append(.string(try literal()))
      default: found.append(.atom(atom()))
      }
    }
    guard depth == 0 else { throw Problem(description: "Missing ')'") }
    return found
  }

  private mutating func atom() -> [UInt8] {
    let start = offset
    while offset < bytes.count, bytes[offset] != 0x20, bytes[offset] != UInt8(ascii: "("),
      bytes[offset] != UInt8(ascii: ")")
    { offset += 1 }
    return Array(bytes[start..<offset])
  }

  private mutating func quoted() throws(Problem) -> [UInt8] {
    var text: [UInt8] = []
    offset += 1
    while offset < bytes.count {
      var byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: "\"") { return text }
      if byte == UInt8(ascii: "\\") {
        guard offset < bytes.count, bytes[offset] == byte || bytes[offset] == UInt8(ascii: "\"") else {
          throw Problem(description: "Escaping is only for quotes and backslashes")
        }
        byte = bytes[offset]
        offset += 1
      }
      guard byte != 0 else { throw Problem(description: "NUL in a string") }
      text.append(byte)
    }
    throw Problem(description: "Missing '\"'")
  }

  private mutating func literal() throws(Problem) -> [UInt8] {
    let end = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
    let header = bytes[offset..<end].last == 0x0D ? bytes[offset..<(end - 1)] : bytes[offset..<end]
    guard end < bytes.count, let (count, _) = CommandReader.literal(endingIn: header),
      header.firstIndex(of: UInt8(ascii: "}")) == header.endIndex - 1,
      end + 1 + count <= bytes.count
    else { throw Problem(description: "Invalid literal size") }
    offset = end + 1 + count
    return Array(bytes[(end + 1)..<offset])
  }
}
