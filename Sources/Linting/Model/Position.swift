import Layout
import TextEncoding

/// A place as people and editors count: from 1, columns in Unicode code points of the decoded text.
public struct Position: Sendable, Equatable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether eight bytes are characters of ASCII, none of them a control character.
  @inline(__always)
  fileprivate static func isPlain(_ word: UInt64) -> Bool {
    let highs: UInt64 = 0x8080_8080_8080_8080
    return (word | (word &- 0x2020_2020_2020_2020)) & highs == 0
  }
}

extension LintResult {
  /// Line and column of an offset in the text, counted from the beginning of its record.
  ///
  /// In a workbook, the row and column of the cell.
  public func position(of offset: Int, in place: RowPlace) -> Position {
    if let cell = cellPosition(of: offset, in: place) { return cell }
    return position(
      of: offset, from: max(place.start, context.layout.document.start), Position(line: place.line, column: 1))
  }

  private func cellPosition(of offset: Int, in place: RowPlace) -> Position? {
    context.cell(at: offset, in: place).map { Position(line: $0.row, column: $0.column) }
  }

  private func position(of offset: Int, from start: Int, _ origin: Position) -> Position {
    let text = context.layout.document.text
    var position = origin
    var p = start
    let stop = min(offset, text.count)
    while p < stop {
      if p &+ 8 <= stop, Position.isPlain(text.loadUnaligned(fromByteOffset: p, as: UInt64.self)) {
        position.column &+= 8
        p &+= 8
        continue
      }
      let byte = text[p]
      if byte == 0x0A {
        position = Position(line: position.line + 1, column: 1)
        p += 1
      } else {
        position.column += 1
        p += byte < 0x80 ? 1 : max(UTF8Survey.sequenceLength(text, at: p), 1)
      }
    }
    return position
  }

  /// The same with the column in bytes of UTF-8.
  public func bytePosition(of offset: Int, in place: RowPlace) -> Position {
    if let cell = cellPosition(of: offset, in: place) { return cell }
    let text = context.layout.document.text
    var position = Position(line: place.line, column: 1)
    for p in max(
      place.start, context.layout.document.start)..<max(
        min(offset, text.count), max(place.start, context.layout.document.start))
    {
      if text[p] == 0x0A { position = Position(line: position.line + 1, column: 1) } else { position.column += 1 }
    }
    return position
  }

  /// Where a part of the text begins and ends.
  public func span(of range: Range<Int>, in place: RowPlace) -> (start: Position, end: Position) {
    let start = position(of: range.lowerBound, in: place)
    guard !range.isEmpty else { return (start, start) }
    if context.layout.document.origin != nil {
      let last = position(of: range.upperBound, in: place)
      return (start, Position(line: last.line, column: last.column + 1))
    }
    return (start, position(of: range.upperBound, from: max(range.lowerBound, context.layout.document.start), start))
  }

  /// A column's name, from 0; nil for a whole row or the file.
  public func name(ofColumn column: Int?) -> String? {
    guard let column, column < context.layout.columns.count else { return nil }
    return context.layout.columns[column].known?.name
      ?? (context.layout.header?.shows(column) == true ? context.layout.columns[column].name : nil)
  }

  /// Byte offset and length in the file as it is.
  public func bytes(of range: Range<Int>) -> (offset: Int, length: Int) {
    let start = context.layout.document.originalOffset(of: range.lowerBound)
    return (start, range.isEmpty ? 0 : context.layout.document.originalOffset(of: range.upperBound) - start)
  }
}
