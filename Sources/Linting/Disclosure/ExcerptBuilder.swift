import CSV
import Platform
import TextEncoding

/// Puts an excerpt together and keeps track of where the finding is in it.
///
/// A report may quote a row for each of many thousands of findings: runs of plain characters are one value each, and
/// their text is in one buffer.
struct ExcerptBuilder {
  /// What is shown for a run of plain characters of the file, for another character, for a masked value, or for a part
  /// that is left out.
  private struct Piece {
    /// Its text, as a part of the buffer.
    var textStart: Int32
    var textEnd: Int32
    /// How many columns of a terminal it takes.
    var width: Int32
    /// Each byte of the file is a character of one column.
    var isRun: Bool
    /// Byte offsets in the file.
    var sourceStart: Int
    var sourceEnd: Int

    /// How many characters it counts as.
    var count: Int { isRun ? sourceEnd &- sourceStart : 1 }

    /// A part of a run, by characters.
    func part(_ characters: Range<Int>) -> Piece {
      Piece(
        textStart: textStart + Int32(characters.lowerBound), textEnd: textStart + Int32(characters.upperBound),
        width: Int32(characters.count), isRun: true, sourceStart: sourceStart + characters.lowerBound,
        sourceEnd: sourceStart + characters.upperBound)
    }
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

  /// Takes memory once for a record of usual length.
  mutating func reserve(_ fields: [Field]) {
    guard let first = fields.first, let last = fields.last else { return }
    pieces.reserveCapacity(fields.count * 2 + 2)
    shown.reserveCapacity(min(last.end - first.start, 4096) + 16)
  }

  /// Adds a masked value.
  mutating func mask(_ range: Range<Int>) { add(ExcerptBuilder.mask, width: Excerpt.mask.count, range) }

  /// Adds a part of the file as it is, with control characters made visible.
  mutating func copy(_ range: Range<Int>) {
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
      let start = p
      while p < range.upperBound, text[p] &- 0x20 < 0x5F, p &+ 4096 >= range.upperBound || !isFar(p, in: range) {
        p &+= 1
      }
      if p > start {
        addRun(start..<p)
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

  private mutating func addRun(_ source: Range<Int>) {
    let start = Int32(truncatingIfNeeded: shown.count)
    shown.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[source]))
    // The value before, its delimiter, and the value behind it are one run.
    if let last = pieces.last, last.isRun, last.sourceEnd == source.lowerBound {
      pieces[pieces.count - 1].textEnd += Int32(truncatingIfNeeded: source.count)
      pieces[pieces.count - 1].width += Int32(truncatingIfNeeded: source.count)
      pieces[pieces.count - 1].sourceEnd = source.upperBound
      return
    }
    pieces.append(
      Piece(
        textStart: start, textEnd: Int32(truncatingIfNeeded: shown.count),
        width: Int32(truncatingIfNeeded: source.count), isRun: true, sourceStart: source.lowerBound,
        sourceEnd: source.upperBound))
  }

  private mutating func add(_ bytes: [UInt8], width: Int, _ source: Range<Int>) {
    let start = Int32(truncatingIfNeeded: shown.count)
    shown += bytes
    pieces.append(
      Piece(
        textStart: start, textEnd: Int32(truncatingIfNeeded: shown.count), width: Int32(truncatingIfNeeded: width),
        isRun: false, sourceStart: source.lowerBound, sourceEnd: source.upperBound))
  }

  /// All of it, as UTF-8.
  var wholeText: [UInt8] { shown }

  /// At most ``Excerpt/width`` characters around the finding.
  func excerpt() -> Excerpt {
    let count = pieces.reduce(0) { $0 + $1.count }
    let from = count <= Excerpt.width ? 0 : max(0, min(middle(count) - Excerpt.width / 2, count - Excerpt.width))
    let to = min(count, from + Excerpt.width)
    var column = from > 0 ? 1 : 0
    var start: Int?
    var end: Int?
    var window: Range<Int>?
    var index = 0
    for whole in pieces {
      let first = max(from - index, 0)
      let last = min(to - index, whole.count)
      index += whole.count
      guard first < last else { continue }
      let piece = whole.isRun ? whole.part(first..<last) : whole
      if start == nil, piece.sourceEnd > marked.lowerBound {
        start = column + (piece.isRun ? max(marked.lowerBound - piece.sourceStart, 0) : 0)
      }
      if end == nil {
        if piece.sourceStart >= marked.upperBound {
          end = column
        } else if piece.isRun, marked.upperBound < piece.sourceEnd {
          end = column + marked.upperBound - piece.sourceStart
        }
      }
      column += Int(piece.width)
      window = (window?.lowerBound ?? Int(piece.textStart))..<Int(piece.textEnd)
    }
    let quoted = String(decoding: shown[window ?? 0..<0], as: UTF8.self)
    let first = start ?? column
    return Excerpt(
      text: from > 0 || to < count ? (from > 0 ? "…" : "") + quoted + (to < count ? "…" : "") : quoted,
      mark: first..<max(end ?? column, first + 1))
  }

  /// The first character that ends behind the beginning of the finding; `count` where there is none.
  private func middle(_ count: Int) -> Int {
    var index = 0
    for piece in pieces {
      if piece.sourceEnd > marked.lowerBound {
        return index + (piece.isRun ? max(marked.lowerBound - piece.sourceStart, 0) : 0)
      }
      index += piece.count
    }
    return count
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
