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

  /// A whole record on one line as UTF-8, secrets masked; of a very long one the neighbourhood of `mark`.
  public func masked(recordAt place: RowPlace, mark: Range<Int>) -> [UInt8] {
    RowExcerpt(table, place)?.builder(mark: mark).wholeText ?? []
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
  func builder(mark: Range<Int>) -> ExcerptBuilder {
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
