/// The values of a row that a server may repeat, and which say nothing about what the server means.
struct RowWords: Sendable {
  /// In lower case.
  private let values: [[UInt8]]
  private let parts: Set<[UInt8]>

  /// A sign in place of the row's own words.
  private static let placeholder = Array("\u{FFFC}".utf8)

  /// - Parameter values: sign-in names, addresses, roots, the password; each is left out whole and in its parts.
  init(_ values: [String] = []) {
    let folded = values.map { $0.utf8.map(RowWords.lowercased) }.filter { !$0.isEmpty }
    self.values = folded.sorted { $0.count > $1.count }
    parts = Set(folded.flatMap { value in value.split { !RowWords.isWord($0) }.map(Array.init) })
  }

  /// The text in lower case, without the row's words.
  func removed(from text: String) -> String {
    var rest = text.utf8.map(RowWords.lowercased)
    for value in values { rest = RowWords.removing(value, from: rest) }
    var result: [UInt8] = []
    var place = 0
    while place < rest.count {
      let word = rest[place...].prefix(while: RowWords.isWord)
      guard !word.isEmpty else {
        result.append(rest[place])
        place += 1
        continue
      }
      result += parts.contains(Array(word)) ? RowWords.placeholder : Array(word)
      place = word.endIndex
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// A short value is left out where it is a word, a longer one wherever it is.
  private static func removing(_ value: [UInt8], from text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var place = 0
    while place < text.count {
      let end = place + value.count
      let isWhole = (place == 0 || !isWord(text[place - 1])) && (end >= text.count || !isWord(text[end]))
      if text[place...].starts(with: value), value.count > 3 || isWhole {
        result += placeholder
        place = end
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(lowercased(byte))
  }
}
