import CSV

/// A second reader, slow and obvious, written from RFC 4180 and from what ``Reader`` promises.
///
/// It has the whole text at hand, looks as far ahead as a question needs, and asks every question anew.
struct ReferenceReader {
  let text: [UInt8]
  let delimiter: UInt8
  private let hasLF: Bool
  private var expected: Int?

  private init(text: [UInt8], delimiter: UInt8, expected: Int?) {
    self.text = text
    self.delimiter = delimiter
    self.expected = expected
    hasLF = text.prefix(65_536).contains(Byte.lf)
  }

  static func records(of text: [UInt8], delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [ReadRecord] {
    var reader = ReferenceReader(text: text, delimiter: delimiter, expected: expected)
    return reader.records()
  }

  private mutating func records() -> [ReadRecord] {
    var records: [ReadRecord] = []
    var start = 0
    var line = 1
    while start < text.count {
      let record = record(at: start, line: line)
      records.append(record)
      expected = expected ?? record.count
      line += 1 + record.fields.reduce(0) { $0 + lineBreaks(in: $1.value) }
      start = behindLineEnd(record.range.upperBound)
    }
    return records
  }

  private func record(at start: Int, line: Int) -> ReadRecord {
    var fields: [ReadField] = []
    var defects: [ReadDefect] = []
    var place = start
    while true {
      let context = Context(
        recordStart: start, index: fields.count, recordRunsOn: fields.contains { $0.flags.contains(.lineBreak) })
      let (field, found) = field(at: place, context)
      fields.append(field)
      defects += found
      guard byte(field.whole.upperBound) == delimiter else { break }
      place = field.whole.upperBound + 1
    }
    let end = fields.last!.whole.upperBound
    return ReadRecord(
      range: start..<end, line: line, lineEnd: lineEnd(at: end), count: fields.count,
      fields: Array(fields.prefix(Reader.capacity)), flags: fields.reduce([]) { $0.union($1.flags) }, defects: defects)
  }

  // MARK: Fields

  /// What must be known of the record to read a field of it.
  private struct Context {
    var recordStart: Int
    /// The field's index.
    var index: Int
    /// A field before this one holds a line end.
    var recordRunsOn: Bool
  }

  private typealias Reading = (field: ReadField, defects: [ReadDefect])

  private func field(at start: Int, _ context: Context) -> Reading {
    let quote = behindBlanks(start)
    guard byte(quote) == Byte.quote else { return unquoted(from: start, valueStart: start, flags: [], context) }
    var reading = field(openedAt: quote, start: start, context)
    if quote > start {
      reading.field.flags.insert(.blankBeforeQuote)
      reading.defects.insert(
        ReadDefect(kind: .blankBefore, offset: start, length: quote - start, field: context.index), at: 0)
    }
    return reading
  }

  private func field(openedAt quote: Int, start: Int, _ context: Context) -> Reading {
    let quotes = quotes(behind: quote, context)
    guard let last = quotes.last, last.role == .closes || last.role == .misplaced else {
      return unclosed(from: start, quote: quote, context)
    }
    let runsOn = lineBreaks(in: quote..<last.offset) > 0
    if last.role == .closes, !runsOn || isOneValue(quote..<last.offset, context) {
      return closed(from: start, quote: quote, quotes, context)
    }
    if last.role == .misplaced, !runsOn {
      return followedByText(from: start, quote: quote, quotes, context)
    }
    return unclosed(from: start, quote: quote, context)
  }

  private func unquoted(from start: Int, valueStart: Int, flags: FieldFlags, _ context: Context) -> Reading {
    let end = fieldEnd(from: valueStart, context)
    var reading: Reading = (field(start..<end, value: valueStart..<end, flags), [])
    let stray = first(from: valueStart) { $0 == end || text[$0] == Byte.quote }
    if stray < end {
      reading.field.flags.insert(.strayQuote)
      reading.defects = [ReadDefect(kind: .stray, offset: stray, length: 1, field: context.index)]
    }
    return reading
  }

  private func closed(from start: Int, quote: Int, _ quotes: [Quote], _ context: Context) -> Reading {
    let closing = quotes.last!.offset
    let end = behindBlanks(closing + 1)
    var reading: Reading = (field(start..<end, value: quote + 1..<closing, .quoted), [])
    add(quotes, to: &reading, context)
    if end > closing + 1 {
      reading.field.flags.insert(.textAfterQuote)
      reading.defects.append(
        ReadDefect(kind: .blankAfter, offset: closing + 1, length: end - closing - 1, field: context.index))
    }
    return reading
  }

  private func followedByText(from start: Int, quote: Int, _ quotes: [Quote], _ context: Context) -> Reading {
    let closing = quotes.last!.offset
    let end = fieldEnd(from: closing + 1, context)
    let valueEnd = byte(end - 1) == Byte.quote ? end - 1 : end
    var reading: Reading = (field(start..<end, value: quote + 1..<valueEnd, [.quoted, .textAfterQuote]), [])
    add(quotes, to: &reading, context)
    reading.defects.append(
      ReadDefect(kind: .textAfter, offset: closing + 1, length: end - closing - 1, field: context.index))
    return reading
  }

  private func unclosed(from start: Int, quote: Int, _ context: Context) -> Reading {
    let line = quote + 1..<lineEnd(from: quote + 1, context)
    var reading: Reading
    if context.index + 1 == expected, delimiters(in: line) > 0 {
      reading = (field(start..<line.upperBound, value: line, .unclosedQuote), [])
    } else {
      reading = unquoted(from: start, valueStart: quote + 1, flags: .unclosedQuote, context)
    }
    reading.defects.insert(ReadDefect(kind: .unclosed, offset: quote, length: 1, field: context.index), at: 0)
    return reading
  }

  /// A field with what its bytes alone tell.
  private func field(_ whole: Range<Int>, value: Range<Int>, _ flags: FieldFlags) -> ReadField {
    var flags = flags
    for offset in value {
      switch text[offset] {
      case Byte.lf: flags.insert(.lineBreak)
      case Byte.cr: flags.insert(isLineBreak(offset) ? .lineBreak : .control)
      case 0..<0x20, 0x7F: flags.insert(.control)
      case 0x80...: flags.insert(.nonASCII)
      default: break
      }
    }
    if value.isEmpty { flags.insert(.empty) }
    if let first = text[value].first, let last = text[value].last, Byte.isBlank(first) || Byte.isBlank(last) {
      flags.insert(.edgeSpace)
    }
    return ReadField(whole: whole, value: value, flags: flags)
  }
}

// MARK: Quotes

extension ReferenceReader {
  /// A quote inside a field that a quote opened.
  private struct Quote {
    enum Role { case doubled, escaped, closes, misplaced }
    var offset: Int
    var role: Role
  }

  /// The quotes behind an opening one, up to the first that closes the field or should not stand there.
  private func quotes(behind opening: Int, _ context: Context) -> [Quote] {
    var quotes: [Quote] = []
    var place = opening + 1
    while true {
      let offset = first(from: place) { text[$0] == Byte.quote }
      if offset == text.count { return quotes }
      if byte(offset + 1) == Byte.quote {
        quotes.append(Quote(offset: offset, role: .doubled))
        place = offset + 2
      } else if endsField(behindBlanks(offset + 1), context) {
        return quotes + [Quote(offset: offset, role: .closes)]
      } else if byte(offset - 1) == Byte.backslash {
        quotes.append(Quote(offset: offset, role: .escaped))
        place = offset + 1
      } else {
        return quotes + [Quote(offset: offset, role: .misplaced)]
      }
    }
  }

  private func add(_ quotes: [Quote], to reading: inout Reading, _ context: Context) {
    if quotes.contains(where: { $0.role == .doubled }) { reading.field.flags.insert(.doubledQuote) }
    if let escaped = quotes.first(where: { $0.role == .escaped }) {
      reading.field.flags.insert(.backslashQuote)
      reading.defects.append(ReadDefect(kind: .backslash, offset: escaped.offset - 1, length: 2, field: context.index))
    }
  }

  /// Whether a field that runs over lines, from its opening to its closing quote, is one value.
  private func isOneValue(_ field: Range<Int>, _ context: Context) -> Bool {
    if context.recordRunsOn { return true }
    if expected == nil, delimiters(in: field) == 0 { return true }
    var lines = [line(at: context.recordStart)]
    while lines.last!.upperBound < field.upperBound { lines.append(line(at: behindLineEnd(lines.last!.upperBound))) }
    let counts = lines.map { delimiters(in: $0) + 1 }
    let usual = expected ?? counts[0]
    return usual <= 1 || counts.contains { $0 != usual }
  }
}

// MARK: Small questions

extension ReferenceReader {
  private enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let lf = UInt8(ascii: "\n")
    static let cr = UInt8(ascii: "\r")
    static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
  }

  /// The byte at an offset; nil behind the end.
  private func byte(_ offset: Int) -> UInt8? { offset < text.count ? text[offset] : nil }

  /// The first offset for which something holds; the end of the text where it never does.
  private func first(from offset: Int, where holds: (Int) -> Bool) -> Int {
    var place = offset
    while place < text.count, !holds(place) { place += 1 }
    return place
  }

  private func behindBlanks(_ offset: Int) -> Int {
    first(from: offset) { !Byte.isBlank(text[$0]) || text[$0] == delimiter }
  }

  /// A line of the text begins behind this byte, whatever the record.
  private func isLineBreak(_ offset: Int) -> Bool {
    switch byte(offset) {
    case Byte.lf: true
    case Byte.cr: offset + 1 == text.count || byte(offset + 1) == Byte.lf || !hasLF
    default: false
    }
  }

  /// Outside quotes, the line ends here.
  private func endsLine(_ offset: Int, _ context: Context) -> Bool {
    if offset == text.count || isLineBreak(offset) { return true }
    return byte(offset) == Byte.cr && (expected == nil || context.index + 1 == expected)
  }

  private func endsField(_ offset: Int, _ context: Context) -> Bool {
    byte(offset) == delimiter || endsLine(offset, context)
  }

  private func fieldEnd(from offset: Int, _ context: Context) -> Int {
    first(from: offset) { endsField($0, context) }
  }

  private func lineEnd(from offset: Int, _ context: Context) -> Int {
    first(from: offset) { endsLine($0, context) }
  }

  /// The line that begins at an offset, whatever it contains.
  private func line(at offset: Int) -> Range<Int> {
    offset..<first(from: offset, where: isLineBreak)
  }

  private func delimiters(in range: Range<Int>) -> Int { text[range].count { $0 == delimiter } }

  private func lineBreaks(in range: Range<Int>) -> Int {
    range.count { isLineBreak($0) && !(byte($0) == Byte.cr && byte($0 + 1) == Byte.lf) }
  }

  private func lineEnd(at offset: Int) -> LineEnd {
    switch (byte(offset), byte(offset + 1)) {
    case (nil, _): .none
    case (Byte.lf, _): .lf
    case (_, Byte.lf): .crlf
    default: .cr
    }
  }

  private func behindLineEnd(_ offset: Int) -> Int {
    switch lineEnd(at: offset) {
    case .none: offset
    case .crlf: offset + 2
    case .lf, .cr: offset + 1
    }
  }
}
