import ICU

/// A place as people and editors count: from 1, columns in Unicode code points of the decoded text.
public struct Position: Sendable, Equatable {
  public var line: Int
  public var column: Int
}

extension FileReport {
  /// Line and column of an offset in the text, counted from the beginning of its record.
  public func position(of offset: Int, in place: RowPlace) -> Position {
    position(of: offset, from: max(place.start, table.document.start), Position(line: place.line, column: 1))
  }

  private func position(of offset: Int, from start: Int, _ origin: Position) -> Position {
    let text = table.document.text
    var position = origin
    var p = start
    let stop = min(offset, text.count)
    while p < stop {
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
    let text = table.document.text
    var position = Position(line: place.line, column: 1)
    for p in max(place.start, table.document.start)..<max(min(offset, text.count), max(place.start, table.document.start)) {
      if text[p] == 0x0A { position = Position(line: position.line + 1, column: 1) } else { position.column += 1 }
    }
    return position
  }

  /// Where a finding begins and ends.
  public func span(of finding: Finding) -> (start: Position, end: Position) {
    let start = position(of: finding.range.lowerBound, in: finding.place)
    guard !finding.range.isEmpty else { return (start, start) }
    return (start, position(of: finding.range.upperBound, from: max(finding.range.lowerBound, table.document.start), start))
  }

  /// The cell as a spreadsheet names it; for a finding about a whole row its first cell.
  public func cell(of finding: Finding) -> String { columnLetters(of: finding) + String(finding.place.record) }

  /// The letters of a finding's column in a spreadsheet.
  public func columnLetters(of finding: Finding) -> String {
    var letters = ""
    var index = finding.field ?? 0
    repeat {
      letters = String(UnicodeScalar(UInt8(65 + index % 26))) + letters
      index = index / 26 - 1
    } while index >= 0
    return letters
  }

  /// The column's name; nil for a finding about a whole row or the file.
  public func fieldName(of finding: Finding) -> String? {
    guard let field = finding.field, field < table.columns.count else { return nil }
    return table.columns[field].known?.name ?? (table.header?.shows(field) == true ? table.columns[field].name : nil)
  }

  /// Byte offset and length in the file as it is.
  public func bytes(of finding: Finding) -> (offset: Int, length: Int) {
    let start = table.document.originalOffset(of: finding.range.lowerBound)
    let end = finding.range.isEmpty ? start : table.document.originalOffset(of: finding.range.upperBound)
    return (start, end - start)
  }
}
