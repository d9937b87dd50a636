import CSV
import TextEncoding
import Migration

/// A row around a finding, secrets masked: the only place where a file's text is quoted. What may be
/// shown is ``DisclosurePolicy``'s to say.
public struct Excerpt: Sendable {
  /// What stands for a masked value, of whatever length.
  public static let mask = "••••"

  /// The row, control characters made visible.
  public var text: String
  /// The columns of a terminal that the finding takes, at least one.
  public var mark: Range<Int>

  public init(text: String, mark: Range<Int>) {
    self.text = text
    self.mark = mark
  }

  /// At most this many characters of a row are shown around the finding.
  static let width = 160
}

extension LintResult {
  /// The row of a finding; nil where the finding is about the file.
  public func excerpt(of finding: Finding) -> Excerpt? {
    guard table.isReadable, !(finding.place == .file && finding.field == nil && finding.range.isEmpty) else {
      return nil
    }
    return RowExcerpt(table, finding.place)?.builder(mark: finding.range).excerpt()
  }

  /// A whole record on one line, secrets masked; of a very long one the neighbourhood of `mark`.
  public func masked(recordAt place: RowPlace, mark: Range<Int>) -> String {
    RowExcerpt(table, place)?.builder(mark: mark).wholeText ?? ""
  }

  /// Whether a row's value in a column, from 0, is no secret, and may be quoted.
  public func mayQuote(_ column: Int?, in place: RowPlace) -> Bool {
    column.map { RowExcerpt(table, place)?.shows($0) ?? false } ?? false
  }

  /// A part of a row, for a message: itself or the mask.
  public func shown(_ range: Range<Int>, of finding: Finding) -> String {
    shown(range, ofColumn: finding.field, in: finding.place) ?? Excerpt.mask
  }

  /// A part of a row's value in a column, from 0, control characters made visible; nil where it may be a secret.
  public func shown(_ range: Range<Int>, ofColumn column: Int?, in place: RowPlace) -> String? {
    guard mayQuote(column, in: place) else { return nil }
    var builder = ExcerptBuilder(text: table.document.text, mark: range)
    builder.copy(range.count > 200 ? range.lowerBound..<range.lowerBound + 200 : range)
    return builder.excerpt().text
  }
}

/// The record at some place, read again, and what of it may be shown.
struct RowExcerpt {
  enum Part { case preface, header, rows }

  let record: QuotedRecord
  let part: Part
  private let table: Table
  private let secrecy: DisclosurePolicy

  init?(_ table: Table, _ place: RowPlace) {
    let header = table.header.flatMap { $0.isMissing ? nil : $0 }
    let isAbove = place.row == nil && place.start < table.rowsStart
    self.table = table
    part = !isAbove ? .rows : place.start == header?.place.start ? .header : .preface
    guard part != .preface else {
      // A line is what ends at a line end, whatever the reader would make of it.
      record = QuotedRecord(fields: [RowExcerpt.line(at: max(place.start, table.document.start), of: table)], count: 1)
      secrecy = DisclosurePolicy(table, record)
      return
    }
    var reader = table.document.reader(
      isAbove ? table.preamble.delimiter : table.rowDelimiter, from: max(place.start, table.document.start))
    reader.expectedCount = isAbove ? header?.cells.count : table.expectedCount
    guard reader.next() else { return nil }
    record = QuotedRecord(fields: Array(reader.fields), count: reader.count)
    secrecy = DisclosurePolicy(table, record)
  }

  private static func line(at start: Int, of table: Table) -> Field {
    let text = table.document.text
    let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    return Field(start: start, end: end, valueStart: start, valueEnd: end, flags: start == end ? .empty : [])
  }

  /// The record, its secrets masked.
  fileprivate func builder(mark: Range<Int>) -> ExcerptBuilder {
    var builder = ExcerptBuilder(text: table.document.text, mark: mark)
    for (index, field) in record.fields.enumerated() {
      if field.count == 0 || shows(index) {
        builder.copy(field.whole)
      } else {
        builder.copy(field.start..<field.valueStart)
        builder.mask(field.value)
        builder.copy(field.valueEnd..<(field.flags.isDisjoint(with: .quoteDefect) ? field.end : field.valueEnd))
      }
      if index < record.fields.count - 1 { builder.copy(field.end..<field.end + 1) }
    }
    return builder
  }

  func shows(_ index: Int) -> Bool {
    switch part {
    case .preface:
      [table.preamble.separatorLine, table.preamble.typeLine].contains { $0?.lowerBound == record.fields[index].start }
        || table.preamble.linesAbove.contains { $0.range.lowerBound == record.fields[index].start && !$0.isOther }
    case .header: table.header?.shows(index) ?? false
    case .rows: secrecy.shows(index)
    }
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
      let scalar = CharacterClassifier.scalar(text, p, length)
      pieces.append(Piece(ExcerptBuilder.visible(scalar), source: p..<p + length))
      p += length
    }
  }

  /// All of it.
  var wholeText: String { pieces.map(\.text).joined() }

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
      CharacterClassifier.isControl(scalar) || CharacterClassifier.isInvisible(scalar)
        || scalar.properties.generalCategory == .unassigned || scalar.properties.generalCategory == .privateUse
        ? "<U+\(String(scalar.value, radix: 16, uppercase: true))>" : String(scalar)
    }
  }
}

extension ExcerptBuilder.Piece {
  fileprivate init(_ text: String, source: Range<Int>) {
    self.init(text: text, width: text.unicodeScalars.reduce(0) { $0 + Characters.displayWidth($1) }, source: source)
  }
}

extension Excerpt {
  /// The text before the finding, the finding itself, and the text behind it.
  public var parts: (before: String, marked: String, behind: String) {
    var parts = (before: "", marked: "", behind: "")
    var column = 0
    for scalar in text.unicodeScalars {
      if column < mark.lowerBound {
        parts.before.unicodeScalars.append(scalar)
      } else if column < mark.upperBound
        || (Characters.displayWidth(scalar) == 0 && parts.behind.isEmpty && !parts.marked.isEmpty)
      {
        parts.marked.unicodeScalars.append(scalar)
      } else {
        parts.behind.unicodeScalars.append(scalar)
      }
      column += Characters.displayWidth(scalar)
    }
    return parts
  }
}
