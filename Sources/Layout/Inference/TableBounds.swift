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
  /// A line below the header row that only underlines it: `------------,--------`.
  package private(set) var ruler: Line?
  /// The lines below the last row, without their numbers.
  package private(set) var below: [Line] = []
  /// The byte offset behind the last row's line end.
  package private(set) var end: Int

  /// How many lines at the end of the text are looked at.
  private static let mostLinesBelow = 64

  /// - Parameters:
  ///   - start: the byte offset of a line, behind a byte order mark and lines such as `sep=;`.
  ///   - line: this line's number.
  ///   - vocabulary: the column names that are known.
  package init(_ text: UnsafeRawBufferPointer, from start: Int, line: Int, vocabulary: HeaderVocabulary) {
    let found = TableStart(text, from: start, line: line, vocabulary: vocabulary)
    (above, self.start, self.line, hasKnownHeader) = (found.above, found.offset, found.line, found.hasKnownHeader)
    end = text.count
    findRuler(text)
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

  /// What a line is that is no part of a table; nil for one that may be.
  static func kind(_ line: UnsafeRawBufferPointer, _ cells: LineCells) -> LineKind? {
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
  static func isComment(_ line: UnsafeRawBufferPointer) -> Bool {
    let text = line.drop { $0 == 0x20 || $0 == 0x09 }
    if text.first == UInt8(ascii: "#") { return text.dropFirst().first.map { !",;|\"\t".utf8.contains($0) } ?? true }
    return text.starts(with: "//".utf8) || text.starts(with: "-- ".utf8)
  }

  /// `|---|:--:|`, `+----+----+`, `-----`, `=====`.
  package static func isRuler(_ line: UnsafeRawBufferPointer) -> Bool {
    line.count { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") } >= 3
      && line.allSatisfy { "-=+|: \t".utf8.contains($0) }
  }

  private mutating func findRuler(_ text: UnsafeRawBufferPointer) {
    var lines = TextLines(text, from: start)
    guard hasKnownHeader, lines.next() != nil, let range = lines.next(), range.count <= LineCells.longest else {
      return
    }
    let line = UnsafeRawBufferPointer(rebasing: text[range])
    if TableBounds.isRuler(line) || TableBounds.isUnderline(line) {
      ruler = Line(range: range, number: self.line + 1, kind: .ruler)
    }
  }

  /// Every cell has three hyphens or equals signs at least, and nothing else: `------------,--------`.
  static func isUnderline(_ line: UnsafeRawBufferPointer) -> Bool {
    let cells = LineCells(line, separator: LineCells.likeliestSeparator(line)).texts
    return cells.allSatisfy { $0.count >= 3 && $0.allSatisfy { $0 == "-" || $0 == "=" } }
  }

  // MARK: Below

  private static let totals = [
    "total", "totals", "sum", "summe", "gesamt", "gesamtzahl", "insgesamt", "anzahl", "count", "totale", "totaal",
    "somme", "nombre", "suma", "razem", "итого", "всего", "合計", "total:", "subtotal", "rows", "users", "mailboxes",
  ]

  private mutating func findEnd(_ text: UnsafeRawBufferPointer) {
    var found: [Line] = []
    // The last line may be the name below a greeting.
    var name: Line?
    var lines = TextLines(text, from: start)
    let columns = lines.next().map { range in
      let line = UnsafeRawBufferPointer(rebasing: text[range].prefix(LineCells.longest))
      return LineCells(line, separator: LineCells.likeliestSeparator(line)).count
    }
    for range in TextLines.last(TableBounds.mostLinesBelow, of: text, from: start) {
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      // An odd number of quotes: part of a value that spans lines.
      guard range.count <= LineCells.longest, range.lowerBound > start, line.count(where: { $0 == 0x22 }) % 2 == 0,
        let kind = TableBounds.kindBelow(line)
      else {
        if found.allSatisfy({ $0.kind == .blank }), name == nil, range.lowerBound > start, TableBounds.isName(line) {
          name = Line(range: range, number: 0, kind: .footer)
          found.append(name!)
          continue
        }
        break
      }
      // In a single column, words are values.
      if kind == .footer, columns == 1 { break }
      found.append(Line(range: range, number: 0, kind: kind))
    }
    if name != nil, !found.contains(where: { $0.kind == .footer && $0.range != name?.range }) { found = [] }
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

  /// One or two words that begin with a capital letter.
  private static func isName(_ line: UnsafeRawBufferPointer) -> Bool {
    let words = String(decoding: RowFraming.trimmed(line).prefix(80), as: UTF8.self).split(separator: " ")
    return (1...2).contains(words.count)
      && words.allSatisfy { $0.first?.isUppercase == true && $0.count < 30 && $0.allSatisfy(\.isLetter) }
  }

  private static func kindBelow(_ line: UnsafeRawBufferPointer) -> LineKind? {
    let cells = LineCells(line, separator: LineCells.likeliestSeparator(line))
    let text = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: "\"") }
    if text.allSatisfy({ " \t,;|\"".utf8.contains($0) }) { return .blank }
    if text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8) { return .fence }
    if isRuler(line) { return .ruler }
    if line.contains(UInt8(ascii: "@")) { return nil }
    guard let first = cells.filled.first else { return nil }
    if endMarks.contains(first.lowercased()) { return .footer }
    let word = first.lowercased().prefix { !$0.isWhitespace && $0 != ":" && $0 != "=" }
    let rest = cells.filled.dropFirst()
    if totals.contains(String(word)), rest.allSatisfy({ $0.allSatisfy { !$0.isLetter } }),
      cells.filled.count > 1 || first.contains(where: \.isNumber) || first.hasSuffix(":")
    {
      return .total
    }
    guard cells.filled.count == 1, cells.texts.first == first || cells.count == 1 else { return nil }
    if isTag(first) { return .fence }
    if first.hasPrefix("#") && first.dropFirst().first?.isWhitespace == true || first.hasPrefix("--") {
      return .comment
    }
    if first.hasPrefix("("), first.hasSuffix(")"), first.contains(where: \.isNumber), first.contains(" ") {
      return .total
    }
    let words = first.split(whereSeparator: \.isWhitespace)
    // A greeting ends in a comma.
    let isOneCell = cells.count == 1 || cells.count == 2 && words.count < 4
    return words.count(where: isWord) >= 2 && words.allSatisfy({ $0.count < 40 }) && isOneCell ? .footer : nil
  }

  /// What programs and people write below the last line.
  private static let endMarks: Set<String> = [
    "eof", "<eof>", "[eof]", "end", "ende", "fin", "\\.", "end of file", "--", "__end__",
  ]

  /// The line is nothing but an end mark or a closing tag.
  package static func isMark(_ line: UnsafeRawBufferPointer) -> Bool {
    let text = String(decoding: RowFraming.trimmed(line).prefix(40), as: UTF8.self)
    return endMarks.contains(text.lowercased()) || isTag(text)
  }

  /// A closing tag of HTML around a table in preformatted text: `</pre>`, `</code>`.
  private static func isTag(_ text: String) -> Bool {
    ["pre", "code", "p", "div", "body", "html", "table"].contains { "</\($0)>" == text.lowercased() }
  }
}
