/// The lines above and below a table that are no part of it.
package struct TableBounds: Sendable {
  /// What a line outside the table is.
  package enum LineKind: Sendable, Equatable {
    case title, comment, fence, blank, ruler, total, footer
    /// The line cannot be a row of the table.
    package var isCertain: Bool { self != .footer }
  }

  package struct Line: Sendable {
    /// Byte offsets without the line end.
    package var range: Range<Int>
    /// From 1.
    package var number: Int
    package var kind: LineKind
  }

  /// The lines between the place where the search began and the table's first line.
  package private(set) var above: [Line] = []
  /// The byte offset and the line of the table's first line: its header row, or its first row where it has none.
  package private(set) var start: Int
  package private(set) var line: Int
  /// The header row was found by its words, not only by where it is.
  package private(set) var hasKnownHeader = false
  /// The lines below the last row, without their numbers.
  package private(set) var below: [Line] = []
  /// The byte offset behind the last row's line end.
  package private(set) var end: Int

  /// How far a header row is searched for.
  private static let mostLines = 10_000
  private static let mostBytes = 1 << 20
  /// How many lines at the end of the text are looked at.
  private static let mostLinesBelow = 64

  /// - Parameters:
  ///   - start: the byte offset of a line, behind a byte order mark and lines such as `sep=;`.
  ///   - line: this line's number.
  ///   - vocabulary: the column names that are known.
  package init(_ text: UnsafeRawBufferPointer, from start: Int, line: Int, vocabulary: HeaderVocabulary) {
    self.start = start
    self.line = line
    end = text.count
    findStart(text, vocabulary)
    findEnd(text)
  }

  /// A table that begins at a place that is known: only the lines below it are searched for.
  package init(_ text: UnsafeRawBufferPointer, beginningAt start: Int, line: Int) {
    self.start = start
    self.line = line
    end = text.count
    hasKnownHeader = true
    findEnd(text)
  }

  // MARK: Above

  private mutating func findStart(_ text: UnsafeRawBufferPointer, _ vocabulary: HeaderVocabulary) {
    var found: [Line] = []
    var number = line
    // The last line that may be a header in words that nobody knows: two cells at least.
    var unknownHeader: (index: Int, offset: Int, number: Int)?
    var isTitled = false
    for range in TextLines(text, from: start) {
      guard found.count < TableBounds.mostLines, range.lowerBound - start < TableBounds.mostBytes,
        range.count <= LineCells.longest
      else { return }
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
      if !TableBounds.isComment(line), vocabulary.isHeader(cells) || TableBounds.isQuotedHeader(line, vocabulary) {
        // What is above a header in words of its own may be the table's own lines.
        return finish(found, at: range.lowerBound, number, isKnown: true)
      }
      if vocabulary.isFixedLine(cells) { return }
      let kind = TableBounds.kind(line, cells)
      if kind == nil {
        if cells.texts.contains(where: HeaderVocabulary.isAddress) {
          // The first row: the line above it may be its header.
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
        found.append(Line(range: range, number: number, kind: kind!))
      }
      number += 1
    }
  }

  private mutating func finish(_ found: [Line], at offset: Int, _ number: Int, isKnown: Bool) {
    hasKnownHeader = isKnown
    // Blank lines alone are no title: they are reported as what they are.
    guard found.contains(where: { $0.kind != .blank }) else { return }
    above = found
    start = offset
    line = number
  }

  /// What a line is that is no part of a table; nil for one that may be.
  private static func kind(_ line: UnsafeRawBufferPointer, _ cells: LineCells) -> LineKind? {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "\"") }
    if text.allSatisfy({ " \t,;|\"".utf8.contains($0) }) { return .blank }
    if text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8) { return .fence }
    if isRuler(line) { return .ruler }
    if cells.texts.contains(where: HeaderVocabulary.isAddress) { return nil }
    if isComment(line) { return .comment }
    return cells.filled.count == 1 && !beginsWithAddress(line) ? .title : nil
  }

  /// A row of a list with another separator: `ada@contoso.com:{SHA256}…`.
  private static func beginsWithAddress(_ line: UnsafeRawBufferPointer) -> Bool {
    let first = line.prefix { !":|,;\t".utf8.contains($0) }
    return first.count < line.count && ValueClasses(UnsafeRawBufferPointer(rebasing: first)) == .address
  }

  /// `# …`, `// …`, `-- …`; a `#` alone may be a column's name.
  private static func isComment(_ line: UnsafeRawBufferPointer) -> Bool {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    if text.first == UInt8(ascii: "#") { return text.dropFirst().first.map { !",;|\"\t".utf8.contains($0) } ?? true }
    return text.starts(with: "//".utf8) || text.starts(with: "-- ".utf8)
  }

  /// `|---|:--:|`, `+----+----+`, `-----`, `=====`.
  package static func isRuler(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") } >= 3
      && line.allSatisfy { "-=+|: \t".utf8.contains($0) }
  }

  /// A header row that is quoted as a whole.
  private static func isQuotedHeader(_ line: UnsafeRawBufferPointer, _ vocabulary: HeaderVocabulary) -> Bool {
    guard let content = RowFraming.quotedContent(line) else { return false }
    return content.withUnsafeBytes { content in
      vocabulary.isHeader(LineCells(content, separator: LineCells.likeliestSeparator(content)))
    }
  }

  // MARK: Below

  private static let totals = [
    "total", "totals", "sum", "summe", "gesamt", "gesamtzahl", "insgesamt", "anzahl", "count", "totale", "totaal",
    "somme", "nombre", "suma", "razem", "итого", "всего", "合計", "total:", "subtotal", "rows", "users", "mailboxes",
  ]

  private mutating func findEnd(_ text: UnsafeRawBufferPointer) {
    var found: [Line] = []
    for range in TextLines.last(TableBounds.mostLinesBelow, of: text, from: start) {
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      // An odd number of quotes: part of a value that spans lines.
      guard range.count <= LineCells.longest, range.lowerBound > start, line.count(where: { $0 == 0x22 }) % 2 == 0,
        let kind = TableBounds.kindBelow(line)
      else { break }
      found.append(Line(range: range, number: 0, kind: kind))
    }
    // Blank lines between the table and what is below belong to it; others are reported as what they are.
    while let last = found.last, last.kind == .blank, found.dropLast().allSatisfy({ $0.kind == .blank }) {
      found.removeLast()
    }
    guard let first = found.last, found.contains(where: { $0.kind != .blank }) else { return }
    below = found.reversed()
    end = first.range.lowerBound
  }

  /// Two letters at least: no rest of broken characters.
  private static func isWord(_ text: Substring) -> Bool { text.count(where: \.isLetter) >= 2 }

  private static func kindBelow(_ line: UnsafeRawBufferPointer) -> LineKind? {
    let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
    let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "\"") }
    if text.allSatisfy({ " \t,;|\"".utf8.contains($0) }) { return .blank }
    if text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8) { return .fence }
    if isRuler(line) { return .ruler }
    if line.contains(UInt8(ascii: "@")) { return nil }
    guard let first = cells.filled.first else { return nil }
    let word = first.lowercased().prefix { !$0.isWhitespace && $0 != ":" && $0 != "=" }
    let rest = cells.filled.dropFirst()
    if totals.contains(String(word)), rest.allSatisfy({ $0.allSatisfy { !$0.isLetter } }),
      cells.filled.count > 1 || first.contains(where: \.isNumber) || first.hasSuffix(":")
    {
      return .total
    }
    guard cells.filled.count == 1, cells.texts.first == first || cells.count == 1 else { return nil }
    if first.hasPrefix("#") && first.dropFirst().first?.isWhitespace == true || first.hasPrefix("--") {
      return .comment
    }
    if first.hasPrefix("("), first.hasSuffix(")"), first.contains(where: \.isNumber), first.contains(" ") {
      return .total
    }
    let words = first.split(whereSeparator: \.isWhitespace)
    return words.count(where: isWord) >= 2 && words.allSatisfy({ $0.count < 40 }) && cells.count == 1 ? .footer : nil
  }
}
