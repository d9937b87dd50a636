import CSV
import TestSupport
import Testing

/// What random text is made of: a piece that is here twice comes twice as often.
struct Alphabet: Sendable, CustomTestStringConvertible {
  var name: String
  var delimiter: UInt8
  var pieces: [[UInt8]]
  /// How many pieces a text has at most.
  var length: Int

  init(_ name: String, delimiter: Character = ",", length: Int, _ pieces: [String]) {
    self.name = name
    self.delimiter = delimiter.asciiValue!
    self.length = length
    self.pieces = pieces.map { Array($0.utf8) }
  }

  var testDescription: String { name }

  func text(_ generator: inout SeededGenerator) -> [UInt8] {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...length, using: &generator) {
      text += pieces[Int.random(in: 0..<pieces.count, using: &generator)]
    }
    return text
  }

  static let all = [
    Alphabet("everything", length: 16, ["a", "\"", ",", "\n", "\r", " ", ";", "\t", "\\", "é", "\0", "\u{7F}"]),
    Alphabet("quotes and lines", length: 14, ["a", "\"", "\"", "\"", ",", ",", "\n", "\n"]),
    Alphabet("quotes and lone CRs", length: 14, ["a", "\"", "\"", ",", ",", "\n", "\r", "\r", "\r\n", "é"]),
    Alphabet("CRs and no LF", length: 14, ["a", "\"", "\"", ",", " ", "\r", "\\"]),
    Alphabet("backslashes and blanks", length: 16, ["a", "\"", "\"", "\\", "\\\"", ",", " ", "\t", "\"\"", "\n"]),
    Alphabet(
      "quoted values", length: 12,
      ["\"a\"", "\"", ",\"", "\",", "\",\"", "\"\"", "\n", "\n\"", "\"\n", "\"a\nb\"", "\"a,b\"", "x", ",", "\"\r\n"]),
    Alphabet(
      "semicolons", delimiter: ";", length: 16, ["a", "\"", "\"", ";", ";", ",", "\n", "\r", "\r\n", " ", "\\"]),
    Alphabet("tabs", delimiter: "\t", length: 16, ["a", "\"", "\"", "\t", "\t", ",", "\n", "\r", " ", "\0", "é"]),
    Alphabet(
      "long runs", length: 8, ["abcdefgh", "abcdefghi", "\"", "\"", ",", "\n", "\r\n", "ééééé", "12345678901234567"]),
  ]
}
