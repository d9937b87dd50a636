import CSV
import Migration

/// Finds the delimiters that a file's header row and rows use.
package struct DialectDetector {
  /// What separates the values.
  struct Dialect {
    /// The delimiter that the header row uses.
    var delimiter = comma
    /// The delimiter that the rows use, where it is another.
    var rowDelimiter: UInt8?
    /// The first delimiter that the kind does not allow, and the place of its record.
    var wrongDelimiter: (range: Range<Int>, place: RowPlace)?
  }

  let document: Document
  let matcher: HeaderMatcher
  /// Where the first record begins.
  let start: Int
  let line: Int

  /// What people use in place of the comma.
  package static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
  static let comma = UInt8(ascii: ",")

  /// The header row's delimiter is the comma, unless only another gives cells that mean something, or as many
  /// values as the kind requires.
  func detect() -> Dialect {
    let required = matcher.kind.columns.count(where: \.isRequired)
    let isFree = matcher.kind.delimiters == .any
    guard understood(DialectDetector.comma) < min(2, required) || isFree else { return withRowDelimiter(Dialect()) }
    var best = (delimiter: DialectDetector.comma, score: understood(DialectDetector.comma))
    for candidate in DialectDetector.candidates {
      let score = understood(candidate)
      if score > best.score { best = (candidate, score) }
    }
    if isFree { return Dialect(delimiter: best.score > 0 ? best.delimiter : likeliestDelimiter()) }
    if best.score == 0, cells(DialectDetector.comma).count < required {
      // No cell has a meaning: the delimiter that divides the first record into enough values.
      best.delimiter =
        DialectDetector.candidates.first { cells($0).count >= required } ?? DialectDetector.comma
    }
    guard best.delimiter != DialectDetector.comma else { return withRowDelimiter(Dialect()) }
    let place = RowPlace(start: start, line: line, record: 1, row: nil)
    return Dialect(
      delimiter: best.delimiter, rowDelimiter: hasRowsWithCommas(below: best.delimiter) ? DialectDetector.comma : nil,
      wrongDelimiter: firstDelimiter(best.delimiter, place))
  }

  /// Nine in ten of the first rows have the header row's number of values between commas, but not by its delimiter.
  private func hasRowsWithCommas(below delimiter: UInt8) -> Bool {
    var header = document.reader(delimiter, from: start, line: line)
    guard header.next(), header.count > 1 else { return false }
    return fitting(DialectDetector.comma, but: delimiter, below: header)
  }

  private func cells(_ delimiter: UInt8) -> [Header.Meaning] {
    var reader = document.reader(delimiter, from: start, line: line)
    guard reader.next() else { return [] }
    return matcher.cells(reader.fields, document.text).map(\.meaning)
  }

  private func understood(_ delimiter: UInt8) -> Int { cells(delimiter).count { $0.column != nil } }

  /// The character that divides the first records into the same number of values, and into most; the comma where
  /// none does.
  private func likeliestDelimiter() -> UInt8 {
    var best = (delimiter: DialectDetector.comma, count: 1)
    for delimiter in [DialectDetector.comma] + DialectDetector.candidates {
      var reader = document.reader(delimiter, from: start)
      guard reader.next() else { continue }
      let count = reader.count
      var (agreeing, read) = (0, 0)
      while read < DialectDetector.sampleSize, reader.next() {
        if reader.isBlank { continue }
        read += 1
        if reader.count == count { agreeing += 1 }
      }
      if count > best.count, agreeing * 10 >= read * 8 { best = (delimiter, count) }
    }
    return best.delimiter
  }

  /// The rows that are read to find their delimiter.
  private static let sampleSize = 20

  /// Adds another delimiter of the rows: a header row with commas above rows with semicolons.
  private func withRowDelimiter(_ dialect: Dialect) -> Dialect {
    var header = document.reader(dialect.delimiter, from: start, line: line)
    guard header.next(), header.count > 1 else { return dialect }
    for candidate in DialectDetector.candidates where fitting(candidate, but: dialect.delimiter, below: header) {
      let place = RowPlace(start: header.position, line: header.line + 1, record: 2, row: 1)
      return Dialect(
        delimiter: dialect.delimiter, rowDelimiter: candidate, wrongDelimiter: firstDelimiter(candidate, place))
    }
    return dialect
  }

  /// Nine in ten of the first rows have the header row's number of values by one delimiter and another number by the
  /// other.
  private func fitting(_ candidate: UInt8, but other: UInt8, below header: Reader) -> Bool {
    var rows = document.reader(candidate, from: header.position, line: header.line + 1)
    var plain = document.reader(other, from: header.position, line: header.line + 1)
    var (fitting, read) = (0, 0)
    while read < DialectDetector.sampleSize, rows.next(), plain.next() {
      if rows.isBlank { continue }
      read += 1
      if rows.count == header.count, plain.count != header.count { fitting += 1 }
    }
    return read > 0 && fitting * 10 >= read * 9
  }

  private func firstDelimiter(_ delimiter: UInt8, _ place: RowPlace) -> (range: Range<Int>, place: RowPlace)? {
    var reader = document.reader(delimiter, from: place.start, line: place.line)
    guard reader.next(), let first = reader.fields.first else { return nil }
    return (first.end..<first.end + 1, place)
  }
}
