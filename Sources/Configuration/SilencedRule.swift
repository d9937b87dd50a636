import Linting
import YAML

/// Puts a rule among those that a configuration ignores, and leaves everything else as its author wrote it.
public enum SilencedRule {
  /// A text that is put into a configuration, at a byte offset.
  public struct Insertion: Equatable, Sendable {
    public var offset: Int
    public var text: String
  }

  /// What to insert; nil where the configuration is no YAML, or written so that a person has to do it.
  public static func insertion(of rule: String, into yaml: String) -> Insertion? {
    guard let before = ignored(yaml), !before.contains(rule) else { return nil }
    guard let insertion = place(rule, Array(yaml.utf8)) else { return nil }
    var bytes = Array(yaml.utf8)
    bytes.insert(contentsOf: insertion.text.utf8, at: insertion.offset)
    // Whatever the text looked like: it must mean what was meant.
    return ignored(String(decoding: bytes, as: UTF8.self)) == before + [rule] ? insertion : nil
  }

  private static func ignored(_ yaml: String) -> [String]? {
    guard let root = try? YAMLNode(yaml: yaml, file: ""), (try? root.pairs()) != nil else { return nil }
    guard let list = root["ignore"] else { return [] }
    return try? list.texts()
  }

  private static func place(_ rule: String, _ text: [UInt8]) -> Insertion? {
    let lines = lines(of: text)
    let lineEnd = lines.first.map { $0.upperBound < text.count && text[$0.upperBound] == 0x0D ? "\r\n" : "\n" } ?? "\n"
    guard let key = lines.firstIndex(where: { isKey(text[$0]) }) else {
      let isOpen = text.last.map { $0 != 0x0A } ?? false
      return Insertion(offset: text.count, text: (isOpen ? lineEnd : "") + "ignore: [\(rule)]" + lineEnd)
    }
    let colon = text[lines[key]].firstIndex(of: UInt8(ascii: ":"))! + 1
    let value = text[colon..<lines[key].upperBound].first { $0 != 0x20 && $0 != 0x09 }
    if value == UInt8(ascii: "[") { return inBrackets(rule, text, from: colon) }
    guard value == nil || value == UInt8(ascii: "#") else { return nil }
    // `- rule`, a line each.
    var last: (end: Int, indent: ArraySlice<UInt8>)?
    for line in lines[(key + 1)...] {
      let content = text[line].drop { $0 == 0x20 }
      guard let first = content.first, first != UInt8(ascii: "#") else { continue }
      guard first == UInt8(ascii: "-") else { break }
      last = (line.upperBound, text[line.lowerBound..<content.startIndex])
    }
    return last.map {
      Insertion(offset: $0.end, text: lineEnd + String(decoding: $0.indent, as: UTF8.self) + "- " + rule)
    }
  }

  private static func inBrackets(_ rule: String, _ text: [UInt8], from start: Int) -> Insertion? {
    var quote: UInt8?
    // Behind the last character that is neither a blank nor part of a comment.
    var end = start
    var p = start
    while p < text.count {
      let byte = text[p]
      if let open = quote {
        if byte == open { quote = nil }
        end = p + 1
      } else if byte == UInt8(ascii: "#"), text[p - 1] <= 0x20 {
        while p < text.count, text[p] != 0x0A { p += 1 }
        continue
      } else if byte == UInt8(ascii: "]") {
        let isBare = text[end - 1] == UInt8(ascii: "[")
        return Insertion(
          offset: end, text: isBare ? rule : text[end - 1] == UInt8(ascii: ",") ? " " + rule : ", " + rule)
      } else if byte > 0x20 {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { quote = byte }
        end = p + 1
      }
      p += 1
    }
    return nil
  }

  /// The lines without their ends.
  private static func lines(of text: [UInt8]) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 0x0A {
      lines.append(start..<(index > start && text[index - 1] == 0x0D ? index - 1 : index))
      start = index + 1
    }
    return start < text.count ? lines + [start..<text.count] : lines
  }

  private static func isKey(_ line: ArraySlice<UInt8>) -> Bool {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
    return ["ignore", "'ignore'", "\"ignore\""].contains(
      String(decoding: line[..<colon], as: UTF8.self).split(separator: " ").joined())
      && line.first != 0x20
  }
}
