import CSV

/// A bounded sample of a table's rows: the first ones, and some spread over the rest of the file.
package struct RowSample {
  /// By row: the byte ranges of its values, without quotes; at most ``mostColumns`` of them.
  package private(set) var rows: [[Range<Int>]] = []
  /// How often each number of values occurs.
  package private(set) var counts: [Int: Int] = [:]
  /// How many rows have a defect of quoting.
  package private(set) var defects = 0
  /// The byte offset behind the last row of the first ones.
  package private(set) var end: Int
  let text: UnsafeRawBufferPointer

  /// How many rows are read from the first one on.
  package static let firstRows = 2_000
  /// How many more are read, spread over the rest.
  package static let spreadRows = 64
  /// Columns beyond this number are not profiled.
  package static let mostColumns = 64
  /// No more than this is read for the first rows, in bytes.
  private static let mostBytes = 1 << 20
  /// A row of the spread sample begins at most this far behind its place, in bytes.
  private static let mostSkipped = 1 << 14

  /// - Parameters:
  ///   - reader: at the first row.
  ///   - rows: how many of the first rows are read.
  ///   - spread: how many more are read.
  package init(_ reader: Reader, rows limit: Int = firstRows, spread: Int = spreadRows, upTo end: Int? = nil) {
    var reader = reader
    text = reader.bytes
    self.end = reader.position
    let start = reader.position
    let last = end ?? text.count
    while rows.count < limit, reader.position < last, reader.position - start < RowSample.mostBytes, reader.next() {
      add(reader)
    }
    self.end = reader.position
    guard rows.count == limit, last - self.end > 0, let usual = usualCount else { return }
    reader.expectedCount = usual
    for index in 1...max(spread, 1) where spread > 0 {
      let place = self.end + (last - self.end) / (spread + 1) * index
      let line = text[place..<min(place + RowSample.mostSkipped, last)]
      guard let lineEnd = line.firstIndex(of: 0x0A), lineEnd + 1 < last else { continue }
      reader.rewind(to: lineEnd + 1, line: 1)
      if reader.next(), reader.count == usual { add(reader) }
    }
  }

  private mutating func add(_ reader: Reader) {
    if reader.count == 1, reader.isBlank { return }
    counts[reader.count, default: 0] += 1
    if !reader.flags.isDisjoint(with: .quoteDefect) { defects += 1 }
    rows.append(reader.fields.prefix(RowSample.mostColumns).map(\.value))
  }

  /// The number of values that most rows have; nil without rows.
  package var usualCount: Int? { counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key }

  /// The share of the rows that have the usual number of values, 0 to 1.
  package var agreement: Double {
    guard let usual = usualCount, !rows.isEmpty else { return 0 }
    return Double(counts[usual, default: 0]) / Double(rows.count)
  }

  /// The bytes of a row's value.
  package func value(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: text[range]) }

  /// The profiles of the columns, over the rows that have the usual number of values.
  package func profiles() -> [ColumnProfile] {
    guard let usual = usualCount else { return [] }
    var profiles = [ColumnProfile](repeating: ColumnProfile(), count: min(usual, RowSample.mostColumns))
    for row in rows where row.count == profiles.count {
      for (index, range) in row.enumerated() { profiles[index].add(value(range)) }
    }
    return profiles
  }
}
