import CSV

/// Something that is put around every row of a table, and must be taken off before its values can be read.
package enum RowFraming: Sendable, Equatable {
  /// `"a,b,c"`: the whole row is one quoted value.
  case quotedRows
  /// `| a | b | c |`, perhaps with lines such as `|---|---|---|` or `+---+---+`.
  case drawnTable
  /// The same separators at the end of nearly every line, which are not those between the values.
  case trailing(separator: UInt8, count: Int)
  /// Values between separators that no program reads as such: `count` of them in a row.
  case separated(by: ForeignSeparator, in: ForeignSeparator.Place, count: Int)

  /// How many lines are inspected.
  private static let mostLines = 400
  private static let mostBytes = 1 << 18

  /// What is around the rows of a text; nil for nothing.
  ///
  /// - Parameters:
  ///   - bounds: where the table is.
  ///   - vocabulary: distinguishes a whole row in quotes from a value with commas.
  package static func detect(
    _ text: UnsafeRawBufferPointer, _ bounds: TableBounds, vocabulary: HeaderVocabulary
  ) -> RowFraming? {
    var lines: [UnsafeRawBufferPointer] = []
    for range in TextLines(text, from: bounds.start, upTo: bounds.end) {
      guard lines.count < mostLines, range.lowerBound - bounds.start < mostBytes else { break }
      if text[range].contains(where: { $0 > 0x20 }) { lines.append(UnsafeRawBufferPointer(rebasing: text[range])) }
    }
    guard lines.count >= 2 else { return nil }
    if isDrawn(lines) { return .drawnTable }
    if isQuoted(lines, vocabulary) { return .quotedRows }
    if let found = ForeignSeparator.detect(lines, vocabulary) {
      return .separated(by: found.separator, in: found.place, count: found.count)
    }
    return trailing(lines)
  }

  private static func isDrawn(_ lines: [UnsafeRawBufferPointer]) -> Bool {
    let bar = UInt8(ascii: "|")
    var rows = 0
    var drawn = 0
    for line in lines {
      let text = trimmed(line)
      if TableBounds.isRuler(text) { continue }
      rows += 1
      if text.count > 2, text.first == bar, text.last == bar, text.dropFirst().dropLast().contains(bar) { drawn += 1 }
    }
    return rows >= 2 && drawn * 10 >= rows * 9
  }

  static func trimmed(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var text = line[...]
    while let first = text.first, first == 0x20 || first == 0x09 { text.removeFirst() }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return UnsafeRawBufferPointer(rebasing: text)
  }

  /// The content of a line that is one quoted value; nil for another.
  static func quotedContent(_ line: UnsafeRawBufferPointer) -> [UInt8]? {
    let text = trimmed(line)
    let quote = UInt8(ascii: "\"")
    guard text.count > 2, text.first == quote, text.last == quote else { return nil }
    var content: [UInt8] = []
    var isHalf = false
    for byte in text.dropFirst().dropLast() {
      if byte == quote, !isHalf {
        isHalf = true
        continue
      }
      if isHalf, byte != quote { return nil }
      isHalf = false
      content.append(byte)
    }
    return isHalf ? nil : content
  }

  /// Nine in ten rows are one quoted value each, which has as many parts as the others; the first line may be without
  /// quotes.
  private static func isQuoted(_ lines: [UnsafeRawBufferPointer], _ vocabulary: HeaderVocabulary) -> Bool {
    let contents = lines.map(quotedContent)
    let quoted = contents.compactMap { $0 }
    guard quoted.count * 10 >= (lines.count - 1) * 9, let sample = quoted.last else { return false }
    let separator = sample.withUnsafeBytes { LineCells.likeliestSeparator($0) }
    let counts = quoted.map { content in content.withUnsafeBytes { LineCells($0, separator: separator) }.count }
    guard let usual = counts.last, usual >= 2, counts.count(where: { $0 == usual }) * 10 >= counts.count * 8 else {
      return false
    }
    let first =
      contents[0].map { $0.withUnsafeBytes { LineCells($0, separator: separator) } }
      ?? LineCells(lines[0], separator: LineCells.likeliestSeparator(lines[0]))
    return first.count == usual && vocabulary.isHeader(first)
      || quoted.count == lines.count && first.texts.contains(where: HeaderVocabulary.isAddress)
  }

  /// At least nine in ten lines, the header row perhaps aside, end with the same separators, and are separated by
  /// others.
  private static func trailing(_ lines: [UnsafeRawBufferPointer]) -> RowFraming? {
    for separator in [UInt8(ascii: ";"), 0x09, UInt8(ascii: "|"), UInt8(ascii: ",")] {
      let runs = lines.map { line in trimmed(line, keeping: separator).reversed().prefix { $0 == separator }.count }
      let ended = runs.filter { $0 > 0 }
      let isOfRowsOnly = runs[0] == 0
      guard let least = ended.min(),
        ended.count * 10 >= (isOfRowsOnly ? lines.count - 1 : lines.count) * 9, !isOfRowsOnly || ended.count >= 3
      else { continue }
      // The one password of an admin may end so.
      let lastValues = zip(lines, runs).filter { $1 > 0 }.map { lastValue($0.dropLast($1)) }
      if isOfRowsOnly, Set(lastValues).count == 1 { continue }
      // Between the values there is another separator, on all of these lines.
      let divided = zip(lines, runs).count { line, run in
        run > 0 && LineCells.likeliestSeparator(UnsafeRawBufferPointer(rebasing: line.dropLast(run))) != separator
          && line.dropLast(run).contains { ",;\t|".utf8.contains($0) }
      }
      if divided * 10 >= ended.count * 9 { return .trailing(separator: separator, count: least) }
    }
    return nil
  }

  private static func lastValue(_ line: Slice<UnsafeRawBufferPointer>) -> [UInt8] {
    Array(line.reversed().prefix { !",;\t|".utf8.contains($0) })
  }

  private static func trimmed(_ line: UnsafeRawBufferPointer, keeping separator: UInt8) -> UnsafeRawBufferPointer {
    separator == 0x09
      ? line
      : UnsafeRawBufferPointer(rebasing: line[..<(line.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0)])
  }

  // MARK: Taking it off

  /// A replacement of a part of the text.
  package struct Replacement: Sendable {
    package var range: Range<Int>
    package var text: [UInt8]
  }

  /// The replacements that take the framing off all rows of the table, ascending.
  package func replacements(_ text: UnsafeRawBufferPointer, _ bounds: TableBounds) -> [Replacement] {
    var replacements: [Replacement] = []
    for range in TextLines(text, from: bounds.start, upTo: bounds.end) {
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      switch self {
      case .quotedRows:
        if let content = RowFraming.quotedContent(line) {
          replacements.append(Replacement(range: range, text: content))
        }
      case .drawnTable:
        guard line.contains(where: { $0 > 0x20 }) else { continue }
        if TableBounds.isRuler(RowFraming.trimmed(line)) {
          replacements.append(
            Replacement(range: range.lowerBound..<TextLines.behindLineEnd(text, range.upperBound), text: []))
        } else {
          replacements.append(Replacement(range: range, text: RowFraming.cells(ofDrawn: line)))
        }
      case .separated(let separator, let place, let count):
        if separator == .spaces, TableBounds.isRuler(line) {
          replacements.append(
            Replacement(range: range.lowerBound..<TextLines.behindLineEnd(text, range.upperBound), text: []))
        } else if let cells = separator.cells(line, of: count, in: place, isHeader: range.lowerBound == bounds.start) {
          replacements.append(Replacement(range: range, text: RowFraming.joined(cells)))
        }
      case .trailing(let separator, let count):
        let run = RowFraming.trimmed(line, keeping: separator).reversed().prefix { $0 == separator }.count
        let end = range.lowerBound + RowFraming.trimmed(line, keeping: separator).count
        if run > 0 { replacements.append(Replacement(range: end - min(run, count)..<range.upperBound, text: [])) }
      }
    }
    return replacements
  }

  /// The cells between the bars, separated by commas, in quotes where they need them.
  private static func cells(ofDrawn line: UnsafeRawBufferPointer) -> [UInt8] {
    var text = trimmed(line)[...]
    if text.first == UInt8(ascii: "|") { text.removeFirst() }
    if text.last == UInt8(ascii: "|") { text.removeLast() }
    let cells = text.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    return joined(cells.map { trimmed(UnsafeRawBufferPointer(rebasing: $0)) })
  }

  /// The cells, separated by commas, in quotes where they need them.
  private static func joined(_ cells: [UnsafeRawBufferPointer]) -> [UInt8] {
    let quote = UInt8(ascii: "\"")
    let quoted = cells.map { cell -> [UInt8] in
      let isQuoted = cell.count > 1 && cell.first == quote && cell.last == quote
      guard !isQuoted, cell.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") }) else { return Array(cell) }
      return [quote] + cell.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
    }
    return Array(quoted.joined(separator: [UInt8(ascii: ",")]))
  }

  /// Every line of the table has as many values as the header row, so that nothing is left to guess.
  package func coversAllLines(_ text: UnsafeRawBufferPointer, _ bounds: TableBounds) -> Bool {
    guard case .separated(let separator, let place, let count) = self else { return true }
    return TextLines(text, from: bounds.start, upTo: bounds.end).allSatisfy { range in
      let line = UnsafeRawBufferPointer(rebasing: text[range])
      return line.allSatisfy { $0 <= 0x20 } || TableBounds.isRuler(line)
        || separator.cells(line, of: count, in: place, isHeader: range.lowerBound == bounds.start) != nil
        || LineCells(line, separator: UInt8(ascii: ",")).count == count
    }
  }

  /// The text with the framing taken off.
  package func removed(from text: UnsafeRawBufferPointer, _ bounds: TableBounds) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var offset = 0
    for replacement in replacements(text, bounds) {
      result.append(contentsOf: text[offset..<replacement.range.lowerBound])
      result.append(contentsOf: replacement.text)
      offset = replacement.range.upperBound
    }
    result.append(contentsOf: text[offset...])
    return result
  }
}
