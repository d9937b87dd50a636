import Layout
import Platform

/// Where the data rows begin: byte offsets by row, and the lines where they are not one a row.
package struct RowIndex {
  private var starts: [Int] = []
  /// From these rows on, the line is the row's index plus `shift`.
  private var shifts: [(row: Int, shift: Int, record: Int)] = []
  /// The last of them; of no row before the first.
  private var last = (shift: Int.min, record: Int.min)

  mutating func reserve(_ rows: Int) { starts.reserveCapacity(rows) }

  /// Notes the next row; rows are numbered from 1.
  @inline(__always)
  mutating func append(start: Int, line: Int, record: Int) {
    let shift = line &- starts.count
    let records = record &- starts.count
    if last != (shift, records) {
      last = (shift, records)
      shifts.append((starts.count, shift, records))
    }
    starts.append(start)
  }

  mutating func append(_ other: RowIndex, shifted shift: RowShift) {
    starts += other.starts
    shifts += other.shifts.map {
      ($0.row + shift.rows, $0.shift + shift.lines - shift.rows, $0.record + shift.records - shift.rows)
    }
  }

  /// The last row that begins at or before a byte offset.
  func row(containing offset: Int) -> Int? {
    let row = starts.partitioningIndex { $0 > offset }
    return row > 0 ? row : nil
  }

  package func place(ofRow row: Int) -> RowPlace {
    let index = row - 1
    let (_, shift, records) = shifts[shifts.partitioningIndex { $0.row > index } - 1]
    return RowPlace(start: starts[index], line: index + shift, record: index + records, row: row)
  }
}
