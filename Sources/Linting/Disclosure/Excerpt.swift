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
    return RowExcerpt(context, finding.place)?.builder(mark: finding.range).excerpt()
  }

  /// A whole record on one line as UTF-8, secrets masked; of a very long one the neighbourhood of `mark`.
  public func masked(recordAt place: RowPlace, mark: Range<Int>) -> [UInt8] {
    RowExcerpt(context, place)?.builder(mark: mark).wholeText ?? []
  }

  /// Whether a row's value in a column, from 0, is no secret, and may be quoted.
  public func mayQuote(_ column: Int?, in place: RowPlace) -> Bool {
    column.map { RowExcerpt(context, place)?.shows($0) ?? false } ?? false
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

/// The record at some place, read again, and what of it may be shown.
struct RowExcerpt {
  enum Part { case preface, header, rows }

  let record: QuotedRecord
  let part: Part
  private let context: LintContext
  private let secrecy: DisclosurePolicy

  init?(_ context: LintContext, _ place: RowPlace) {
    let header = context.layout.header.flatMap { $0.isMissing ? nil : $0 }
    let isAbove = context.layout.isAboveRows(place)
    self.context = context
    part = !isAbove ? .rows : place.start == header?.place.start ? .header : .preface
    guard part != .preface else {
      // A line is what ends at a line end, whatever the reader would make of it.
      record = QuotedRecord(
        fields: [RowExcerpt.line(at: max(place.start, context.layout.document.start), of: context)], count: 1)
      secrecy = DisclosurePolicy(context, record)
      return
    }
    var reader = context.layout.reader(at: place)
    guard reader.next() else { return nil }
    record = QuotedRecord(fields: Array(reader.fields), count: reader.count)
    secrecy = DisclosurePolicy(context, record)
  }

  private static func line(at start: Int, of context: LintContext) -> Field {
    let text = context.layout.document.text
    let end = text[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.count
    return Field(start: start, end: end, valueStart: start, valueEnd: end, flags: start == end ? .empty : [])
  }

  /// The record, its secrets masked.
  func builder(mark: Range<Int>) -> ExcerptBuilder {
    var builder = ExcerptBuilder(text: context.layout.document.text, mark: mark)
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
