import CSV
import Migration
import YAML

/// What precedes the rows and how they are separated: found out before anything is judged.
public struct FilePreamble: Sendable {
  /// The delimiter that the header really uses.
  public var delimiter = UInt8(ascii: ",")
  /// The delimiter that the rows really use, where it is another.
  public var rowDelimiter: UInt8?
  /// The first wrong delimiter, and where its record is.
  public var wrongDelimiter: (range: Range<Int>, place: RowPlace)?
  /// A `sep=` line, a `#TYPE` line: byte offsets without their line ends.
  public var separatorLine: Range<Int>?
  public var typeLine: Range<Int>?
  /// Lines of nothing before the header.
  public var blankLines: (range: Range<Int>, line: Int, count: Int)?
  /// The lines that the kind requires above the cells, as far as they are there.
  public internal(set) var linesAbove: [LineAbove] = []
  /// Lines above the table that are no part of it: a title, comments, a code fence.
  package internal(set) var titleLines: [TableBounds.Line] = []
  /// A line that underlines the header row.
  package internal(set) var ruler: TableBounds.Line?
  /// Where the first record begins.
  public var start: Int
  public var line = 1

  /// - Parameter bounds: where the table is, as far as it is known.
  package init(_ document: Document, _ matcher: HeaderMatcher, _ bounds: TableBounds? = nil) {
    start = document.start
    readHead(document)
    readLinesAbove(document, matcher.kind)
    if let bounds, linesAbove.isEmpty, !bounds.above.isEmpty, bounds.start > start {
      (titleLines, start, line) = (bounds.above, bounds.start, bounds.line)
    }
    if bounds?.start == start { ruler = bounds?.ruler }
    let dialect = DialectDetector(document: document, matcher: matcher, start: start, line: line).detect()
    (delimiter, rowDelimiter, wrongDelimiter) = (dialect.delimiter, dialect.rowDelimiter, dialect.wrongDelimiter)
  }

  private mutating func readHead(_ document: Document) {
    while let first = lineRange(document, from: start), first.lowerBound < document.text.count {
      let text = document.text[first]
      if separatorLine == nil, typeLine == nil, FilePreamble.isSeparatorLine(text) {
        separatorLine = first
      } else if typeLine == nil, text.starts(with: Array("#TYPE".utf8)) {
        typeLine = first
      } else if text.allSatisfy({ $0.isSpaceOrTab || $0 == 0x0D }), first.upperBound < document.text.count {
        let run = blankLines
        blankLines = (
          run.map { $0.range.lowerBound..<first.upperBound } ?? first, run?.line ?? line, (run?.count ?? 0) + 1
        )
      } else {
        break
      }
      start = FilePreamble.endOfLine(document.text, first.upperBound)
      line += 1
    }
  }

  /// A line that the kind requires above the cells.
  public struct LineAbove: Sendable {
    /// Byte offsets without the line end.
    public var range: Range<Int>
    public var line: Int
    /// What it should say, by its index in the kind.
    public var wanted: Int
    /// It says something nearly like it.
    public var isOther: Bool
  }

  private mutating func readLinesAbove(_ document: Document, _ kind: Kind) {
    for (index, wanted) in kind.linesAboveHeader.enumerated() {
      guard let range = lineRange(document, from: start) else { return }
      var text = document.text[range].prefix(Header.longest)
      func found() -> String { String(decoding: text, as: UTF8.self) }
      while let first = text.first, first == UInt8(ascii: "\"") || first == 0x20 { text.removeFirst() }
      // A spreadsheet writes as many commas as there are columns.
      while let last = text.last, last == UInt8(ascii: ",") || last == UInt8(ascii: "\"") || last == 0x20 {
        text.removeLast()
      }
      let isExact = found() == wanted
      while let last = text.last, DialectDetector.candidates.contains(last) { text.removeLast() }
      guard FilePreamble.isMeant(found(), wanted) else { continue }
      linesAbove.append(LineAbove(range: range, line: line, wanted: index, isOther: !isExact))
      start = FilePreamble.endOfLine(document.text, range.upperBound)
      line += 1
    }
  }

  /// The same line, one with a slip in it, or another version of it: `version:v2.0`.
  private static func isMeant(_ found: String, _ wanted: String) -> Bool {
    let key = wanted.prefix { $0 != ":" && $0 != "=" }.lowercased()
    return !found.contains(",")
      && (found.lowercased().hasPrefix(key) || editDistance(Array(found.lowercased()), Array(wanted.lowercased())) <= 2)
  }

  private func lineRange(_ document: Document, from offset: Int) -> Range<Int>? {
    guard offset < document.text.count else { return nil }
    var end = offset
    while end < document.text.count, document.text[end] != 0x0A, document.text[end] != 0x0D { end += 1 }
    return offset..<end
  }

  package static func endOfLine(_ text: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    guard offset < text.count else { return offset }
    return text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  /// `sep=;`, perhaps in quotes or followed by delimiters.
  private static func isSeparatorLine(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    let text = line.prefix(16).filter { $0 != UInt8(ascii: "\"") }.map { $0 | 0x20 }
    return text.starts(with: Array("sep=".utf8)) && text.count <= 8
  }
}

extension FilePreamble {
  /// The lines that are read before a table is searched for: `sep=`, `#TYPE` and blank ones.
  package init(headOf document: Document) {
    start = document.start
    readHead(document)
  }

  /// The preamble of a file that is not read.
  init(start: Int) { self.start = start }
}
