import CSV
import Layout
import Migration
import TextEncoding

/// A row around a finding, secrets masked: the only place where a file's text is quoted. What may be
/// shown is ``DisclosurePolicy``'s to say.
public struct Excerpt: Sendable {
  /// The text shown for a masked value, of whatever length.
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
    guard context.layout.isReadable, !(finding.place == .file && finding.field == nil && finding.range.isEmpty) else {
      return nil
    }
    return quoted.row(at: finding.place)?.builder(mark: finding.range).excerpt()
  }

  /// A whole record on one line as UTF-8, secrets masked; of a very long one the neighbourhood of `mark`.
  public func masked(recordAt place: RowPlace, mark: Range<Int>) -> [UInt8] {
    quoted.row(at: place)?.builder(mark: mark).wholeText ?? []
  }

  /// Whether a row's value in a column, from 0, is no secret, and may be quoted.
  public func mayQuote(_ column: Int?, in place: RowPlace) -> Bool {
    column.map { quoted.row(at: place)?.shows($0) ?? false } ?? false
  }

  /// A part of a row, for a message: itself or the mask.
  public func shown(_ range: Range<Int>, of finding: Finding) -> String {
    shown(range, ofColumn: finding.field, in: finding.place) ?? Excerpt.mask
  }

  /// A part of a row's value in a column, from 0, control characters made visible; nil where it may be a secret.
  public func shown(_ range: Range<Int>, ofColumn column: Int?, in place: RowPlace) -> String? {
    guard mayQuote(column, in: place) else { return nil }
    var builder = ExcerptBuilder(text: context.layout.document.text, mark: range)
    builder.copy(range.count > 200 ? range.lowerBound..<range.lowerBound + 200 : range)
    return builder.excerpt().text
  }
}

/// The rows of one file as they are quoted. The last one is kept: a report asks several times about the row of one
/// finding.
final class QuotedRows {
  private let context: LintContext
  /// Reads the data rows; made when the first one is quoted.
  private lazy var reader = context.layout.rowReader()
  private var last: (place: RowPlace, row: RowExcerpt?)?
  private lazy var trust = ColumnTrust(context.layout)

  init(_ context: LintContext) { self.context = context }

  /// The record at a place; nil where there is none.
  func row(at place: RowPlace) -> RowExcerpt? {
    if let last, last.place == place { return last.row }
    let row = context.layout.isAboveRows(place) ? RowExcerpt(above: place, context, trust) : dataRow(at: place)
    last = (place, row)
    return row
  }

  private func dataRow(at place: RowPlace) -> RowExcerpt? {
    reader.rewind(to: max(place.start, context.layout.document.start), line: 1)
    return reader.next() ? RowExcerpt(context, .rows, QuotedRecord(reader), trust) : nil
  }
}

/// The record at some place, read again, and what of it may be shown.
final class RowExcerpt {
  enum Part { case preface, header, rows }

  let record: QuotedRecord
  let part: Part
  private let context: LintContext
  private let secrecy: DisclosurePolicy
  /// By column below 64: whether it is known already whether the value may be shown, and whether it may.
  private var isDecided: UInt64 = 0
  private var isShown: UInt64 = 0

  fileprivate init(_ context: LintContext, _ part: Part, _ record: QuotedRecord, _ trust: ColumnTrust) {
    (self.context, self.part, self.record) = (context, part, record)
    secrecy = DisclosurePolicy(context, record, trust)
  }

  /// The header row or a line above it.
  fileprivate convenience init?(above place: RowPlace, _ context: LintContext, _ trust: ColumnTrust) {
    guard let header = context.layout.header, !header.isMissing, place.start == header.place.start else {
      // A line is what ends at a line end, whatever the reader would make of it.
      let line = RowExcerpt.line(at: max(place.start, context.layout.document.start), of: context)
      self.init(context, .preface, QuotedRecord(fields: [line], count: 1), trust)
      return
    }
    var reader = context.layout.headerReader(from: place.start)
    guard reader.next() else { return nil }
    self.init(context, .header, QuotedRecord(reader), trust)
  }

  private static func line(at start: Int, of context: LintContext) -> Field {
    let text = context.layout.document.text
    let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    return Field(start: start, end: end, valueStart: start, valueEnd: end, flags: start == end ? .empty : [])
  }

  /// The record, its secrets masked.
  func builder(mark: Range<Int>) -> ExcerptBuilder {
    var builder = ExcerptBuilder(text: context.layout.document.text, mark: mark)
    builder.reserve(record.fields)
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

  /// Whether the value of a column, from 0, may be shown.
  func shows(_ index: Int) -> Bool {
    guard index < 64 else { return decide(index) }
    let bit: UInt64 = 1 << UInt64(index)
    if isDecided & bit == 0 {
      isDecided |= bit
      if decide(index) { isShown |= bit }
    }
    return isShown & bit != 0
  }

  private func decide(_ index: Int) -> Bool {
    switch part {
    case .preface:
      [context.layout.preamble.separatorLine, context.layout.preamble.typeLine].contains {
        $0?.lowerBound == record.fields[index].start
      }
        || context.layout.preamble.linesAbove.contains {
          $0.range.lowerBound == record.fields[index].start && !$0.isOther
        }
    case .header: context.layout.header?.shows(index) ?? false
    case .rows: secrecy.shows(index)
    }
  }
}

extension Excerpt {
  /// A part of the text that fits a number of terminal columns and contains the beginning of the marked part; `offset`
  /// is the column of the whole text at which it begins.
  public func trimmed(to width: Int) -> (text: String, offset: Int, columns: Int) {
    let scalars = text.unicodeScalars.map { ($0, Characters.displayWidth($0)) }
    let total = scalars.reduce(0) { $0 + $1.1 }
    guard total > width else { return (text, 0, total) }
    let length = min(mark.count, width * 2 / 3)
    let from = max(0, min(mark.lowerBound - (width - length) / 3, total - width))
    var result = String.UnicodeScalarView()
    var column = 0
    var taken = 0
    var offset: Int?
    for (scalar, columns) in scalars {
      if column >= from, taken + columns <= width {
        if offset == nil { offset = column }
        result.append(scalar)
        taken += columns
      } else if offset != nil {
        break
      }
      column += columns
    }
    // The first and the last column show that the row goes on.
    var parts = Array(result)
    if from > 0, let first = parts.first, Characters.displayWidth(first) == 1 { parts[0] = "…" }
    if column < total, let last = parts.last, Characters.displayWidth(last) == 1 { parts[parts.count - 1] = "…" }
    return (parts.map(String.init).joined(), offset ?? 0, taken)
  }

  /// Where in the UTF-8 of the text the finding begins and ends; a character without a width of its own belongs to the
  /// one before it.
  public var markedBytes: Range<Int> {
    var text = text
    return text.withUTF8 { bytes in
      if bytes.allSatisfy({ $0 &- 0x20 < 0x5F }) {
        return min(mark.lowerBound, bytes.count)..<min(mark.upperBound, bytes.count)
      }
      var (column, offset) = (0, 0)
      var (start, end): (Int?, Int?) = (nil, nil)
      for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
        let width = Characters.displayWidth(scalar)
        if start == nil, column >= mark.lowerBound { start = offset }
        if let start, end == nil, column >= mark.upperBound, width > 0 || start == offset { end = offset }
        column += width
        offset += UTF8.width(scalar)
      }
      return (start ?? offset)..<(end ?? offset)
    }
  }
}
