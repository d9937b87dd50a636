import CSV

/// Finds the first line of a table, and the lines above it that are no part of it.
struct TableStart {
  /// The byte offset and the line of the table's first line.
  private(set) var offset: Int
  private(set) var line: Int
  /// The lines above it.
  private(set) var above: [TableBounds.Line] = []
  /// The header row was found by its words.
  private(set) var hasKnownHeader = false

  private let text: UnsafeRawBufferPointer
  private let vocabulary: HeaderVocabulary

  /// How far a header row is searched for.
  private static let mostLines = 10_000
  private static let mostBytes = 1 << 20
  /// How far a header row is searched for below lines that look like rows.
  private static let mostLinesAhead = 64

  init(_ text: UnsafeRawBufferPointer, from start: Int, line: Int, vocabulary: HeaderVocabulary) {
    (offset, self.line, self.text, self.vocabulary) = (start, line, text, vocabulary)
    search(from: start)
  }

  private mutating func search(from start: Int) {
    var found: [TableBounds.Line] = []
    var number = line
    // The last line that may be a header in words that nobody knows: two cells at least.
    var unknownHeader: (index: Int, offset: Int, number: Int)?
    var isTitled = false
    for range in TextLines(text, from: start) {
      guard found.count < TableStart.mostLines, range.lowerBound - start < TableStart.mostBytes,
        range.count <= LineCells.longest
      else { return }
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
      if !TableBounds.isComment(line), isHeader(range, cells) {
        // What is above a header in words of its own may be the table's own lines.
        return finish(found, at: range.lowerBound, number, isKnown: true)
      }
      if vocabulary.isFixedLine(cells) { return }
      let kind = TableBounds.kind(line, cells)
      if kind == nil {
        if let lines = linesAboveHeader(below: range, number) {
          return finish(found + lines.above, at: lines.header, number + lines.above.count, isKnown: true)
        }
        if cells.texts.contains(where: HeaderVocabulary.isAddress) {
          // The first row: the line above it may be its header.
          if let header = commentedHeader(found) {
            return finish(
              Array(found[..<header]), at: found[header].range.lowerBound, found[header].number, isKnown: true)
          }
          guard isTitled else { return }
          if let header = unknownHeader, header.index == found.count {
            return finish(Array(found.prefix(header.index)), at: header.offset, header.number, isKnown: false)
          }
          return finish(found, at: range.lowerBound, number, isKnown: false)
        }
        guard unknownHeader == nil, cells.count > 1 else { return }
        unknownHeader = (found.count, range.lowerBound, number)
      } else {
        if unknownHeader != nil { return }
        if kind != .blank { isTitled = true }
        found.append(TableBounds.Line(range: range, number: number, kind: kind!))
      }
      number += 1
    }
  }

  private mutating func finish(_ found: [TableBounds.Line], at offset: Int, _ number: Int, isKnown: Bool) {
    hasKnownHeader = isKnown
    // Blank lines alone are no title: they are reported as what they are.
    guard found.contains(where: { $0.kind != .blank }) else { return }
    above = found
    self.offset = offset
    line = number
  }

  // MARK: Header rows

  private func isHeader(_ range: Range<Int>, _ cells: LineCells) -> Bool {
    let line = UnsafeRawBufferPointer(rebasing: text[range])
    if vocabulary.isHeader(cells) || isQuotedHeader(line) { return true }
    guard cells.count == 1, let next = nextLine(behind: range) else { return false }
    let below = UnsafeRawBufferPointer(rebasing: text[next])
    if vocabulary.contains(cells.texts[0]) {
      // A single column of addresses.
      return HeaderVocabulary.isAddress(String(decoding: RowFraming.trimmed(below), as: UTF8.self))
    }
    guard let separator = ForeignSeparator.ofHeader(line, vocabulary) else { return false }
    let count = separator.cells(line).count
    return below.contains(UInt8(ascii: "@"))
      && (separator.cells(below).count == count || LineCells(below, separator: UInt8(ascii: ",")).count == count)
  }

  /// The first line below another one that is neither blank nor a ruler.
  private func nextLine(behind range: Range<Int>) -> Range<Int>? {
    TextLines(text, from: TextLines.behindLineEnd(text, range.upperBound)).prefix(3).first { range in
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      return line.contains { $0 > 0x20 } && !TableBounds.isRuler(line)
    }
  }

  /// A header row that is quoted as a whole.
  private func isQuotedHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    guard let content = RowFraming.quotedContent(line) else { return false }
    return content.withUnsafeBytes { content in
      vocabulary.isHeader(LineCells(content, separator: LineCells.likeliestSeparator(content)))
    }
  }

  /// The last line above the first row, if it is a header row behind a comment sign: `#EmailAddress,UserName`.
  private func commentedHeader(_ found: [TableBounds.Line]) -> Int? {
    guard let last = found.lastIndex(where: { $0.kind != .blank && $0.kind != .ruler }), found[last].kind == .comment
    else { return nil }
    let content = text[found[last].range].drop { "#/- \t".utf8.contains($0) }
    let line = UnsafeRawBufferPointer(rebasing: content)
    let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
    return vocabulary.isHeaderOfKind(cells) ? last : nil
  }

  // MARK: Titles with several cells

  /// A header row with rows of addresses below some lines that may be rows, if none of them is like those below it:
  /// what is above it is a title of several cells or with an address in it.
  private func linesAboveHeader(below first: Range<Int>, _ number: Int) -> (above: [TableBounds.Line], header: Int)? {
    var lines: [(line: TableBounds.Line, cells: LineCells)] = []
    for range in TextLines(text, from: first.lowerBound).prefix(TableStart.mostLinesAhead) {
      guard range.count <= LineCells.longest else { return nil }
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
      if cells.count > 1, !TableBounds.isComment(line), vocabulary.isHeader(cells) {
        guard let next = nextLine(behind: range) else { return nil }
        let below = UnsafeRawBufferPointer(rebasing: text[next])
        let row = LineCells(below, separator: LineCells.likeliestSeparator(below))
        guard row.texts.contains(where: HeaderVocabulary.isAddress),
          !lines.contains(where: { TableStart.isRow($0.cells, like: row) })
        else { return nil }
        return (lines.map(\.line), range.lowerBound)
      }
      let kind = TableBounds.kind(line, cells) ?? .title
      lines.append((TableBounds.Line(range: range, number: number + lines.count, kind: kind), cells))
    }
    return nil
  }

  /// The line has as many values as a row, and an address where the row has one.
  private static func isRow(_ cells: LineCells, like row: LineCells) -> Bool {
    cells.count == row.count && cells.filled.count * 2 >= row.filled.count
      && zip(cells.texts, row.texts).contains { HeaderVocabulary.isAddress($0) && HeaderVocabulary.isAddress($1) }
  }
}
