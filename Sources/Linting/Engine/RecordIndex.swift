import CSV
import Layout
import Platform

/// Where all records of a file begin, those above the rows and blank lines included.
public struct RecordIndex {
  private let file: LintResult
  private var starts: [Int] = []
  private var lines: [Int] = []

  public init(_ file: LintResult) {
    self.file = file
    let context = file.context
    let header = context.layout.header.flatMap { $0.isMissing ? nil : $0 }
    // Line by line down to the header.
    var offset = context.layout.document.start
    var line = 1
    while offset < header?.place.start ?? context.layout.rowsStart {
      starts.append(offset)
      lines.append(line)
      let end =
        context.layout.document.text[offset...].firstIndex { $0 == 0x0A || $0 == 0x0D }
        ?? context.layout.document.text.count
      offset = FilePreamble.endOfLine(context.layout.document.text, end)
      line += 1
    }
    if let header {
      starts.append(header.place.start)
      lines.append(header.place.line)
    }
    var rows = context.layout.rowReader()
    while rows.next() {
      starts.append(rows.start)
      lines.append(rows.line)
    }
  }

  public var count: Int { starts.count }

  /// The line on which a record begins, from 1.
  public func line(of index: Int) -> Int { lines[index] }

  /// A record with its secrets masked, as UTF-8; of a very long one, only the part near a place.
  public func masked(_ index: Int, near mark: Range<Int>) -> [UInt8] {
    file.masked(
      recordAt: RowPlace(start: starts[index], line: lines[index], record: 1, row: nil), mark: mark)
  }

  /// The record that a byte offset is in; ``count`` behind the last.
  public func index(containing offset: Int) -> Int {
    guard offset < file.layout.document.text.count else { return count }
    return max(starts.partitioningIndex { $0 > offset } - 1, 0)
  }

  /// Whether a part of the text is made of whole records.
  public func isWhole(_ range: Range<Int>) -> Bool { isEdge(range.lowerBound) && isEdge(range.upperBound) }

  private func isEdge(_ offset: Int) -> Bool {
    let index = index(containing: offset)
    return index == count || starts[index] == offset
  }
}
