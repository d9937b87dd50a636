import CSV
import ICU
import Migration

/// The only place where a file's text may be quoted: secrets are masked here, and nothing else shows a value.
///
/// Shown are the headings, and the values of columns that are known to hold no secret. In a row whose
/// values may have slipped, nothing is shown from the first column on that the secret may have slipped
/// into; and an address column's value only if it has an `@`, for it may be another column's.
public struct Excerpt: Sendable {
  /// What stands for a masked value, of whatever length.
  public static let mask = "••••"

  /// The row, control characters made visible.
  public var text: String
  /// The columns of a terminal that the finding takes, at least one.
  public var mark: Range<Int>

  /// At most this many characters of a row are shown around the finding.
  static let width = 160
}

extension FileReport {
  /// The row of a finding; nil where the finding is about the file.
  public func excerpt(of finding: Finding) -> Excerpt? {
    guard table.isReadable, !(finding.place == .file && finding.range.isEmpty), let row = record(at: finding.place) else { return nil }
    var builder = ExcerptBuilder(text: table.document.text, mark: finding.range)
    let stop = row.fields.last.map(\.end) ?? row.end
    for (index, field) in row.fields.enumerated() {
      if shows(field: index, of: row, in: finding.place) {
        builder.copy(field.whole)
      } else if field.count == 0 {
        builder.copy(field.whole)
      } else {
        builder.copy(field.start..<field.valueStart)
        builder.mask(field.value)
        builder.copy(field.valueEnd..<(field.facts.isDisjoint(with: .quoteDefect) ? field.end : field.valueEnd))
      }
      if field.end < stop { builder.copy(field.end..<field.end + 1) }
    }
    return builder.excerpt()
  }

  /// A part of a row, for a message: itself or the mask.
  public func shown(_ range: Range<Int>, of finding: Finding) -> String {
    guard mayShow(range, of: finding) else { return Excerpt.mask }
    var builder = ExcerptBuilder(text: table.document.text, mark: range)
    builder.copy(range.count > 200 ? range.lowerBound..<range.lowerBound + 200 : range)
    return builder.excerpt().text
  }

  /// Whether the headings are headings: an unknown first row may be data, with a password in it.
  func mayShow(heading index: Int) -> Bool {
    guard let header = table.header, !header.isMissing else { return false }
    return header.understood > 0
  }

  private func mayShow(_ range: Range<Int>, of finding: Finding) -> Bool {
    guard let field = finding.field else { return false }
    guard finding.place.row != nil else { return mayShow(heading: field) }
    guard field < table.columns.count, !table.columns[field].isSecret else { return false }
    guard table.columns[field].holds == .address else { return true }
    let text = table.document.text
    if range.lowerBound > 0, text[range.lowerBound - 1] == UInt8(ascii: "@") { return true }
    if text[range].contains(UInt8(ascii: "@")) { return true }
    guard let row = record(at: finding.place) else { return false }
    return shows(field: field, of: row, in: finding.place)
  }

  private struct Record {
    var fields: [Field]
    var count: Int
    var end: Int
    var hasQuoteDefect: Bool
  }

  private func record(at place: RowPlace) -> Record? {
    let delimiter = place.row == nil ? table.prelude.delimiter : table.prelude.rowDelimiter ?? table.prelude.delimiter
    var reader = Reader(table.document.text, delimiter: delimiter, from: max(place.start, table.document.start))
    reader.expectedCount = place.row == nil ? table.header?.headings.count : table.expectedCount
    guard reader.next() else { return nil }
    return Record(fields: Array(reader.fields), count: reader.count, end: reader.end, hasQuoteDefect: !reader.facts.isDisjoint(with: .quoteDefect))
  }

  private func shows(field: Int, of record: Record, in place: RowPlace) -> Bool {
    if let header = table.header, !header.isMissing, place.start == header.place.start { return header.understood > 0 }
    guard place.row != nil || table.header?.isMissing == true else { return place.start < table.rowsStart && !record.fields.isEmpty && table.header?.isMissing != true }
    guard field < table.columns.count, !table.columns[field].isSecret else { return false }
    if record.count != table.expectedCount {
      guard !record.hasQuoteDefect, let secret = table.columns.firstIndex(where: \.isSecret) else { return false }
      guard field < secret - max(0, table.expectedCount - record.count) else { return false }
    }
    return table.columns[field].holds != .address || table.bytes(record.fields[field].whole).contains(UInt8(ascii: "@"))
  }
}

/// Puts an excerpt together and keeps track of where the finding is in it.
fileprivate struct ExcerptBuilder {
  fileprivate struct Piece {
    var text: String
    var width: Int
    var source: Range<Int>
  }
  private let text: UnsafeRawBufferPointer
  private let marked: Range<Int>
  private var pieces: [Piece] = []

  init(text: UnsafeRawBufferPointer, mark: Range<Int>) {
    self.text = text
    marked = mark
  }

  mutating func mask(_ range: Range<Int>) {
    pieces.append(Piece(text: Excerpt.mask, width: Excerpt.mask.count, source: range))
  }

  mutating func copy(_ range: Range<Int>) {
    var p = range.lowerBound
    while p < range.upperBound {
      // Of a value of megabytes only the neighbourhood of the finding is of use.
      let isFar = p > marked.upperBound + 400 || (p + 400 < marked.lowerBound && p > range.lowerBound + 400)
      if isFar, p + 4096 < range.upperBound {
        let next = p < marked.lowerBound ? min(marked.lowerBound - 400, range.upperBound) : range.upperBound
        pieces.append(Piece(text: "…", width: 1, source: p..<next))
        p = next
        continue
      }
      let length = UTF8Survey.sequenceLength(text, at: p)
      if length == 0 {
        pieces.append(Piece(text: "\u{FFFD}", width: 1, source: p..<p + 1))
        p += 1
        continue
      }
      let scalar = CharacterLook.scalar(text, p, length)
      pieces.append(Piece(ExcerptBuilder.visible(scalar), source: p..<p + length))
      p += length
    }
  }

  func excerpt() -> Excerpt {
    let middle = pieces.firstIndex { $0.source.upperBound > marked.lowerBound } ?? pieces.count
    let from = pieces.count <= Excerpt.width ? 0 : max(0, min(middle - Excerpt.width / 2, pieces.count - Excerpt.width))
    let to = min(pieces.count, from + Excerpt.width)
    var shown = from > 0 ? "…" : ""
    var column = from > 0 ? 1 : 0
    var start: Int?
    var end: Int?
    for piece in pieces[from..<to] {
      if start == nil, piece.source.upperBound > marked.lowerBound { start = column }
      if end == nil, piece.source.lowerBound >= marked.upperBound { end = column }
      shown += piece.text
      column += piece.width
    }
    if to < pieces.count { shown += "…" }
    let first = start ?? column
    return Excerpt(text: shown, mark: first..<max(end ?? column, first + 1))
  }

  /// Tabs become blanks; what has no picture gets one, and nothing can command a terminal.
  private static func visible(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: " "
    case 0x00...0x1F: String(Unicode.Scalar(0x2400 + scalar.value)!)
    case 0x7F: "\u{2421}"
    default:
      CharacterLook.isInvisible(scalar) || scalar.properties.generalCategory == .unassigned || scalar.properties.generalCategory == .privateUse
        ? "<U+\(String(scalar.value, radix: 16, uppercase: true))>" : String(scalar)
    }
  }
}

extension ExcerptBuilder.Piece {
  fileprivate init(_ text: String, source: Range<Int>) {
    self.init(text: text, width: text.unicodeScalars.reduce(0) { $0 + Characters.displayWidth($1) }, source: source)
  }
}
