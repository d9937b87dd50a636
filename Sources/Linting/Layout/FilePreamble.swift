import CSV
import Migration
import YAML

/// What stands before the rows and how they are separated: found out before anything is judged.
public struct FilePreamble: Sendable {
  /// The delimiter that the header really uses.
  public var delimiter = UInt8(ascii: ",")
  /// The delimiter that the rows really use, where it is another.
  public var rowDelimiter: UInt8?
  /// The first wrong delimiter, and where its record stands.
  public var wrongDelimiter: (range: Range<Int>, place: RowPlace)?
  /// A `sep=` line, a `#TYPE` line: byte offsets without their line ends.
  public var separatorLine: Range<Int>?
  public var typeLine: Range<Int>?
  /// Lines of nothing before the header.
  public var blankLines: (range: Range<Int>, line: Int, count: Int)?
  /// The lines that the kind wants above the cells, as far as they are there.
  public internal(set) var linesAbove: [LineAbove] = []
  /// Where the first record begins.
  public var start: Int
  public var line = 1

  package static let candidates: [UInt8] = [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]

  package init(_ document: Document, _ reading: HeaderMatcher) {
    start = document.start
    while let first = lineRange(document, from: start), first.lowerBound < document.text.count {
      let text = document.text[first]
      if separatorLine == nil, typeLine == nil, FilePreamble.isSeparatorLine(text) {
        separatorLine = first
      } else if typeLine == nil, text.starts(with: Array("#TYPE".utf8)) {
        typeLine = first
      } else if text.allSatisfy({ Value.isBlank($0) || $0 == 0x0D }), first.upperBound < document.text.count {
        let run = blankLines
        blankLines = (
          run.map { $0.range.lowerBound..<first.upperBound } ?? first, run?.line ?? line, (run?.count ?? 0) + 1
        )
      } else {
        break
      }
      start = FilePreamble.behindLineEnd(document.text, first.upperBound)
      line += 1
    }
    readLinesAbove(document, reading.kind)
    choose(document, reading)
  }

  /// A line that the kind wants above the cells.
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
      while let last = text.last, FilePreamble.candidates.contains(last) { text.removeLast() }
      guard FilePreamble.isMeant(found(), wanted) else { continue }
      linesAbove.append(LineAbove(range: range, line: line, wanted: index, isOther: !isExact))
      start = FilePreamble.behindLineEnd(document.text, range.upperBound)
      line += 1
    }
  }

  /// The same line, one with a slip in it, or another version of it: `version:v2.0`.
  private static func isMeant(_ found: String, _ wanted: String) -> Bool {
    let key = wanted.prefix { $0 != ":" && $0 != "=" }.lowercased()
    return !found.contains(",")
      && (found.lowercased().hasPrefix(key) || editDistance(Array(found.lowercased()), Array(wanted.lowercased())) <= 2)
  }

  /// The first line's delimiter: the comma, unless only another gives cells that mean something, or
  /// data in the right number of columns.
  private mutating func choose(_ document: Document, _ reading: HeaderMatcher) {
    let comma = UInt8(ascii: ",")
    func cells(_ delimiter: UInt8) -> [Header.Meaning] {
      var reader = document.reader(delimiter, from: start, line: line)
      guard reader.next() else { return [] }
      return reading.cells(reader.fields, document.text).map(\.meaning)
    }
    func understood(_ delimiter: UInt8) -> Int { cells(delimiter).count { $0.column != nil } }
    let required = reading.kind.columns.count(where: \.isRequired)
    guard understood(comma) < min(2, required) || reading.kind.delimiters == .any else {
      return chooseForRows(document)
    }
    var best = (delimiter: comma, score: understood(comma))
    for candidate in FilePreamble.candidates where understood(candidate) > best.score {
      best = (candidate, understood(candidate))
    }
    if best.score == 0 {
      // No cells at all: the delimiter that splits the first line into enough columns.
      for candidate in FilePreamble.candidates + []
      where cells(comma).count < required && cells(candidate).count >= required {
        best.delimiter = candidate
        break
      }
    }
    if reading.kind.delimiters == .any {
      delimiter = best.score > 0 ? best.delimiter : FilePreamble.likeliestDelimiter(document, from: start)
      return
    }
    guard best.delimiter != comma else { return chooseForRows(document) }
    delimiter = best.delimiter
    wrongDelimiter = firstDelimiter(
      document, best.delimiter, from: start, place: RowPlace(start: start, line: line, record: 1, row: nil))
  }

  /// The character that divides the first records into the same number of values, and into most; the comma where
  /// none does.
  private static func likeliestDelimiter(_ document: Document, from offset: Int) -> UInt8 {
    var best = (delimiter: UInt8(ascii: ","), count: 1)
    for delimiter in [UInt8(ascii: ",")] + candidates {
      var reader = document.reader(delimiter, from: offset)
      guard reader.next() else { continue }
      let count = reader.count
      var (agreeing, read) = (0, 0)
      while read < 20, reader.next() {
        if reader.isBlank { continue }
        read += 1
        if reader.count == count { agreeing += 1 }
      }
      if count > best.count, agreeing * 10 >= read * 8 { best = (delimiter, count) }
    }
    return best.delimiter
  }

  /// A header with commas above rows with semicolons.
  private mutating func chooseForRows(_ document: Document) {
    var header = document.reader(delimiter, from: start, line: line)
    guard header.next(), header.count > 1 else { return }
    for candidate in FilePreamble.candidates {
      var rows = document.reader(candidate, from: header.position, line: header.line + 1)
      var plain = document.reader(delimiter, from: header.position, line: header.line + 1)
      var fitting = 0
      var read = 0
      while read < 20, rows.next(), plain.next() {
        if rows.isBlank { continue }
        read += 1
        if rows.count == header.count, plain.count != header.count { fitting += 1 }
      }
      guard read > 0, fitting * 10 >= read * 9 else { continue }
      rowDelimiter = candidate
      let place = RowPlace(start: header.position, line: header.line + 1, record: 2, row: 1)
      wrongDelimiter = firstDelimiter(document, candidate, from: header.position, place: place)
      return
    }
  }

  private func firstDelimiter(_ document: Document, _ delimiter: UInt8, from offset: Int, place: RowPlace) -> (
    Range<Int>, RowPlace
  )? {
    var reader = document.reader(delimiter, from: offset, line: place.line)
    guard reader.next(), let first = reader.fields.first else { return nil }
    return (first.end..<first.end + 1, place)
  }

  private func lineRange(_ document: Document, from offset: Int) -> Range<Int>? {
    guard offset < document.text.count else { return nil }
    var end = offset
    while end < document.text.count, document.text[end] != 0x0A, document.text[end] != 0x0D { end += 1 }
    return offset..<end
  }

  static func behindLineEnd(_ text: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    guard offset < text.count else { return offset }
    return text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  /// `sep=;`, perhaps in quotes or followed by delimiters.
  private static func isSeparatorLine(_ line: Slice<UnsafeRawBufferPointer>) -> Bool {
    let text = line.prefix(16).filter { $0 != UInt8(ascii: "\"") }.map { $0 | 0x20 }
    return text.starts(with: Array("sep=".utf8)) && text.count <= 8
  }
}
