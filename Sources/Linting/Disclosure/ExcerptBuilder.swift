import CSV
import Platform
import TextEncoding

/// Puts an excerpt together and keeps track of where the finding is in it.
///
/// A report may quote a row for each of many thousands of findings: the characters are plain values in one array, and
/// their text is in one buffer.
struct ExcerptBuilder {
  /// What is shown for one character of the file, for a masked value, or for a part that is left out.
  private struct Piece {
    /// Its text, as a part of the buffer.
    var textStart: Int32
    var textEnd: Int32
    /// How many columns of a terminal it takes.
    var width: Int32
    /// Byte offsets in the file.
    var sourceStart: Int
    var sourceEnd: Int
  }

  private let text: UnsafeRawBufferPointer
  private let marked: Range<Int>
  private var pieces: [Piece] = []
  private var shown: [UInt8] = []

  private static let mask = Array(Excerpt.mask.utf8)
  private static let ellipsis = Array("…".utf8)
  /// Of a value of megabytes only this many bytes beside the finding are of use.
  private static let neighbourhood = 400

  init(text: UnsafeRawBufferPointer, mark: Range<Int>) {
    self.text = text
    marked = mark
  }

  /// Adds a masked value.
  mutating func mask(_ range: Range<Int>) { add(ExcerptBuilder.mask, width: Excerpt.mask.count, range) }

  /// Adds a part of the file as it is, with control characters made visible.
  mutating func copy(_ range: Range<Int>) {
    pieces.reserveCapacity(pieces.count + min(range.count, 4096))
    var p = range.lowerBound
    while p < range.upperBound {
      if p &+ 4096 < range.upperBound, isFar(p, in: range) {
        let next =
          p < marked.lowerBound
          ? min(marked.lowerBound - ExcerptBuilder.neighbourhood, range.upperBound) : range.upperBound
        add(ExcerptBuilder.ellipsis, width: 1, p..<next)
        p = next
        continue
      }
      let byte = text[p]
      if byte &- 0x20 < 0x5F {
        pieces.append(
          Piece(
            textStart: Int32(truncatingIfNeeded: shown.count), textEnd: Int32(truncatingIfNeeded: shown.count &+ 1),
            width: 1, sourceStart: p, sourceEnd: p &+ 1))
        shown.append(byte)
        p &+= 1
        continue
      }
      let length = UTF8Survey.sequenceLength(text, at: p)
      if length == 0 {
        add(Array("\u{FFFD}".utf8), width: 1, p..<p + 1)
        p += 1
        continue
      }
      let visible = ExcerptBuilder.visible(CharacterClassifier.scalar(text, p, length))
      let width = visible.unicodeScalars.reduce(0) { $0 + Characters.displayWidth($1) }
      add(Array(visible.utf8), width: width, p..<p + length)
      p += length
    }
  }

  private func isFar(_ p: Int, in range: Range<Int>) -> Bool {
    let limit = ExcerptBuilder.neighbourhood
    return p > marked.upperBound + limit || (p + limit < marked.lowerBound && p > range.lowerBound + limit)
  }

  private mutating func add(_ bytes: [UInt8], width: Int, _ source: Range<Int>) {
    let start = Int32(truncatingIfNeeded: shown.count)
    shown += bytes
    pieces.append(
      Piece(
        textStart: start, textEnd: Int32(truncatingIfNeeded: shown.count), width: Int32(truncatingIfNeeded: width),
        sourceStart: source.lowerBound, sourceEnd: source.upperBound))
  }

  /// All of it, as UTF-8.
  var wholeText: [UInt8] { shown }

  /// At most ``Excerpt/width`` characters around the finding.
  func excerpt() -> Excerpt {
    let count = pieces.count
    let middle = pieces.firstIndex { $0.sourceEnd > marked.lowerBound } ?? count
    let from = count <= Excerpt.width ? 0 : max(0, min(middle - Excerpt.width / 2, count - Excerpt.width))
    let to = min(count, from + Excerpt.width)
    var column = from > 0 ? 1 : 0
    var start: Int?
    var end: Int?
    for index in from..<to {
      let piece = pieces[index]
      if start == nil, piece.sourceEnd > marked.lowerBound { start = column }
      if end == nil, piece.sourceStart >= marked.upperBound { end = column }
      column += Int(piece.width)
    }
    let window = from < to ? Int(pieces[from].textStart)..<Int(pieces[to - 1].textEnd) : 0..<0
    let quoted = String(decoding: shown[window], as: UTF8.self)
    let first = start ?? column
    return Excerpt(
      text: (from > 0 ? "…" : "") + quoted + (to < count ? "…" : ""), mark: first..<max(end ?? column, first + 1))
  }

  /// Tabs become spaces; what has no glyph gets one, and nothing can control a terminal.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return " "
    case 0x00...0x1F: return String(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x7F: return "\u{2421}"
    default:
      let category = scalar.properties.generalCategory
      let isHidden =
        CharacterClassifier.isControl(scalar) || CharacterClassifier.isInvisible(scalar)
        || category == .unassigned || category == .privateUse
      return isHidden ? "<U+\(Hexadecimal.uppercase(scalar.value))>" : String(scalar)
    }
  }
}
