import CSV
import Layout

/// Reads an earlier row again: what the rules over several rows keep of a row is its number only.
public final class RowAccessor {
  private let context: LintContext
  private var reader: Reader
  private var current = 0

  init(_ context: LintContext) {
    self.context = context
    reader = context.layout.rowReader()
  }

  private func read(_ number: Int) -> Bool {
    if number == current { return true }
    let place = context.rowIndex.place(ofRow: number)
    reader.rewind(to: place.start, line: place.line)
    guard reader.next() else { return false }
    current = number
    return true
  }

  /// Byte offsets of a value's content in an earlier row.
  func value(_ column: Int, ofRow number: Int) -> Range<Int>? {
    guard read(number), column < reader.fields.count else { return nil }
    return reader.fields[column].value
  }

  /// Every value of a column that is not empty, with its row, without blanks at its ends; rows with too many or too
  /// few values are left out.
  func values(_ column: Int) -> some Sequence<(row: Int, range: Range<Int>)> {
    (1..<context.rowCount + 1).lazy.compactMap { row in
      self.trimmedValue(column, ofWholeRow: row).flatMap { $0.isEmpty ? nil : (row, $0) }
    }
  }

  /// The value of a row that has as many values as it should; nil else.
  func trimmedValue(_ column: Int, ofWholeRow number: Int) -> Range<Int>? {
    guard read(number), reader.count == context.layout.expectedCount else { return nil }
    return trimmedValue(column, ofRow: number)
  }

  /// The same with the blanks at its ends where they belong to the value.
  func meaning(_ column: Int, ofWholeRow number: Int) -> Range<Int>? {
    guard context.layout.columns[column].known?.keepsEdgeSpaces == true else {
      return trimmedValue(column, ofWholeRow: number)
    }
    return trimmedValue(column, ofWholeRow: number) == nil ? nil : value(column, ofRow: number)
  }

  /// Byte offsets of an earlier row.
  func range(ofRow number: Int) -> Range<Int>? { read(number) ? reader.start..<reader.end : nil }

  /// The same without blanks at its ends.
  func trimmedValue(_ column: Int, ofRow number: Int) -> Range<Int>? {
    guard var range = value(column, ofRow: number) else { return nil }
    while !range.isEmpty, context.layout.base[range.lowerBound].isSpaceOrTab {
      range = range.lowerBound + 1..<range.upperBound
    }
    while !range.isEmpty, context.layout.base[range.upperBound - 1].isSpaceOrTab {
      range = range.lowerBound..<range.upperBound - 1
    }
    return range
  }
}

extension Row {
  func fill(from reader: Reader, place: RowPlace) {
    self.place = place
    end = reader.end
    fields = reader.fields
    count = reader.count
    for index in 0..<fields.count { fieldFlags[index] = fields[index].flags }
  }
}
