import CSV

/// Reads an earlier row again: what the rules over several rows keep of a row is its number only.
final class Revisitor {
  private let table: Table
  private var reader: Reader
  private var current = 0
  private(set) lazy var row = Row(table: table)

  init(_ table: Table) {
    self.table = table
    reader = Reader(table.document.text, delimiter: table.prelude.rowDelimiter ?? table.prelude.delimiter, from: table.rowsStart)
    reader.expectedCount = table.expectedCount
  }

  private func read(_ number: Int) -> Bool {
    if number == current { return true }
    let place = table.rowIndex.place(ofRow: number)
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

  /// An earlier row, with the reader's facts only.
  func row(_ number: Int) -> Row? {
    guard read(number) else { return nil }
    row.forget()
    row.fill(from: reader, place: table.rowIndex.place(ofRow: number))
    return row
  }
}

extension Row {
  func fill(from reader: Reader, place: RowPlace) {
    self.place = place
    end = reader.end
    fields = reader.fields
    count = reader.count
    for index in 0..<fields.count { fieldFacts[index] = fields[index].facts }
  }
}
