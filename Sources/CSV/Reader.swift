/// Reads delimited text (RFC 4180) in one pass, record by record, and goes on after every defect.
///
/// Nothing is copied and nothing is allocated for a field: a field is a pair of byte offsets and the
/// ``FieldFlags`` noticed on the way. The caller keeps the bytes alive while the reader is used.
///
/// What RFC 4180 leaves open is read so that later records are still judged:
/// - A line ends with LF or CRLF, or with a CR that ends the text. Any other lone CR ends a line where
///   the text has no LF (``endsLinesWithCR(_:from:)``). Where it has, such a CR ends a line outside quotes if the
///   record then has as many fields as expected, or nothing is expected yet; elsewhere it is part of the value.
/// - A quote inside an unquoted field is part of its text (`strayQuote`).
/// - Blanks before an opening quote do not make the field unquoted (`blankBeforeQuote`); blanks behind
///   a closing quote belong to nothing (`textAfterQuote`).
/// - Inside quotes, a quote that neither is doubled nor ends the field is part of the text where a
///   backslash precedes it (`backslashQuote`). Otherwise (`textAfterQuote`) the field runs to the
///   next delimiter or line end, and a quote just before that is taken for the closing one.
/// - A quoted field that runs over a line end is one value only if its quote is closed, without such text
///   after it, and not every line from the record's first to the closing one has the expected number of
///   fields on its own, split at each delimiter. Where nothing is expected yet, a value without a delimiter
///   is believed, and the first line's number is expected of the others. One field a line proves nothing;
///   and once a record runs over a line end, its later fields need only be closed.
/// - Otherwise the quote was never closed (`unclosedQuote`): the line is read again without it, split at
///   its delimiters; or the rest of it is one value, where only that gives the expected number.
public struct Reader {
  /// The text.
  public let bytes: UnsafeRawBufferPointer
  /// The byte between fields.
  public let delimiter: UInt8
  /// How many fields a record should have; nil until the first record is read or the caller says so.
  public var expectedCount: Int?

  /// Byte offset of the record's first byte.
  public private(set) var start: Int
  /// Byte offset behind the record, before its line end.
  public private(set) var end: Int
  /// The line (from 1) on which the record begins.
  public private(set) var line: Int
  /// How many records have been read, this one included.
  public private(set) var number = 0
  /// How the record's last line ends.
  public private(set) var lineEnd = LineEnd.none
  /// How many fields the record has, also those beyond ``capacity``.
  public private(set) var count = 0
  /// Everything noticed about the record's fields, together.
  public private(set) var flags: FieldFlags = []
  /// The defects of quoting in the record.
  public private(set) var defects: [QuoteDefect] = []
  /// Byte offset of the first byte not read yet.
  public private(set) var position: Int

  /// A record's fields beyond this number are counted, not kept.
  public static let capacity = 1024

  @usableFromInline let store: FieldStore
  let base: UnsafePointer<UInt8>
  let limit: Int
  let onlyCR: Bool
  private var nextLine: Int

  /// - Parameters:
  ///   - bytes: the text in an encoding that contains ASCII; it must outlive the reader.
  ///   - delimiter: the byte between fields, an ASCII character.
  ///   - offset: where to begin, a record's first byte.
  ///   - line: the line number of that place.
  ///   - endsLinesWithCR: what ``endsLinesWithCR(_:from:)`` says, where that is known already.
  public init(
    _ bytes: UnsafeRawBufferPointer, delimiter: UInt8 = UInt8(ascii: ","), from offset: Int = 0, line: Int = 1,
    endsLinesWithCR: Bool? = nil
  ) {
    precondition(delimiter < 0x80)
    self.bytes = bytes
    self.delimiter = delimiter
    base = bytes.baseAddress.map { $0.assumingMemoryBound(to: UInt8.self) } ?? FieldStore.noBytes
    limit = bytes.count
    start = offset
    end = offset
    position = offset
    self.line = line
    nextLine = line
    store = FieldStore()
    onlyCR = endsLinesWithCR ?? Reader.endsLinesWithCR(bytes, from: offset)
  }

  /// Whether a text has no LF in the 64 KiB from a place on, so that a lone CR ends a line.
  public static func endsLinesWithCR(_ bytes: UnsafeRawBufferPointer, from offset: Int) -> Bool {
    !bytes[offset...].prefix(1 << 16).contains(UInt8(ascii: "\n"))
  }

  /// Goes to the beginning of another record.
  public mutating func rewind(to offset: Int, line: Int) {
    position = offset
    nextLine = line
  }

  /// The line behind the record, from 1.
  public var nextLineNumber: Int { nextLine }

  /// The record's fields, at most ``capacity`` of them; valid until the next record is read.
  @inlinable public var fields: UnsafeBufferPointer<Field> {
    UnsafeBufferPointer(start: store.fields, count: min(count, Reader.capacity))
  }

  /// The record is a line of nothing, or of blanks only.
  public var isBlank: Bool {
    count == 1 && bytes[start..<end].allSatisfy(\.isSpaceOrTab)
  }

  /// Reads the next record; false at the end of the text.
  public mutating func next() -> Bool {
    guard position < limit else { return false }
    start = position
    line = nextLine
    number &+= 1
    count = 0
    flags = []
    if !defects.isEmpty { defects.removeAll(keepingCapacity: true) }
    var fieldStart = position
    while true {
      let first = fieldStart < limit ? base[fieldStart] : 0
      let stop: Int
      if first == UInt8(ascii: "\"") {
        stop = readQuoted(from: fieldStart, quote: fieldStart)
      } else if first == 0x20 || first == 0x09, let quote = quoteBehindBlanks(fieldStart) {
        stop = readQuoted(from: fieldStart, quote: quote)
      } else {
        stop = readUnquoted(from: fieldStart, valueStart: fieldStart, flags: [])
      }
      if stop < limit, base[stop] == delimiter {
        fieldStart = stop &+ 1
        continue
      }
      finish(at: stop)
      return true
    }
  }

  private mutating func finish(at stop: Int) {
    end = stop
    nextLine &+= 1
    if expectedCount == nil { expectedCount = count }
    guard stop < limit else {
      lineEnd = .none
      position = limit
      return
    }
    if base[stop] == UInt8(ascii: "\n") {
      lineEnd = .lf
      position = stop &+ 1
    } else if stop &+ 1 < limit, base[stop &+ 1] == UInt8(ascii: "\n") {
      lineEnd = .crlf
      position = stop &+ 2
    } else {
      lineEnd = .cr
      position = stop &+ 1
    }
  }

  /// Reads on from `p` to the end of an unquoted field and keeps it; the offset of what ends it.
  @inline(__always)
  private mutating func readUnquoted(from fieldStart: Int, valueStart: Int, flags known: FieldFlags) -> Int {
    var flags = known
    var p = valueStart
    let scan = Scanner(base: base, limit: limit, delimiter: delimiter)
    loop: while true {
      p = scan.next(from: p)
      guard p < limit else { break }
      switch base[p] {
      case delimiter, UInt8(ascii: "\n"):
        break loop
      case UInt8(ascii: "\r"):
        if endsLine(p) { break loop }
        flags.insert(.control)
      case UInt8(ascii: "\""):
        if !flags.contains(.strayQuote) {
          flags.insert(.strayQuote)
          note(.stray, at: p)
        }
      case 0x80...: flags.insert(.nonASCII)
      default: flags.insert(.control)
      }
      p &+= 1
    }
    keep(start: fieldStart, end: p, valueStart: valueStart, valueEnd: p, flags: flags)
    return p
  }

  /// Reads a field whose opening quote is at `quote`; the offset of what ends it.
  private mutating func readQuoted(from fieldStart: Int, quote: Int) -> Int {
    var flags: FieldFlags = .quoted
    var lines = 0
    if quote > fieldStart {
      flags.insert(.blankBeforeQuote)
      note(.blankBefore, at: fieldStart, length: quote - fieldStart)
    }
    var p = quote &+ 1
    let scan = Scanner(base: base, limit: limit, delimiter: UInt8(ascii: "\""))
    while true {
      p = scan.next(from: p)
      guard p < limit else { return readUnclosed(from: fieldStart, quote: quote) }
      switch base[p] {
      case UInt8(ascii: "\""):
        if p &+ 1 < limit, base[p &+ 1] == UInt8(ascii: "\"") {
          flags.insert(.doubledQuote)
          p &+= 2
          continue
        }
        if endsField(p &+ 1) {
          nextLine &+= lines
          keep(start: fieldStart, end: p &+ 1, valueStart: quote &+ 1, valueEnd: p, flags: flags)
          return p &+ 1
        }
        let behindBlanks = skipBlanks(p &+ 1)
        if endsField(behindBlanks) {
          nextLine &+= lines
          note(.blankAfter, at: p &+ 1, length: behindBlanks - p - 1)
          flags.insert(.textAfterQuote)
          keep(start: fieldStart, end: behindBlanks, valueStart: quote &+ 1, valueEnd: p, flags: flags)
          return behindBlanks
        }
        if base[p &- 1] == UInt8(ascii: "\\") {
          if !flags.contains(.backslashQuote) { note(.backslash, at: p &- 1, length: 2) }
          flags.insert(.backslashQuote)
          p &+= 1
          continue
        }
        return readTextAfterQuote(from: fieldStart, quote: quote, closing: p, flags: flags)
      case UInt8(ascii: "\r") where !isLineBreak(p):
        flags.insert(.control)
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if lines == 0, !runsOverLines(quote: quote, lineBreak: p) {
          return readUnclosed(from: fieldStart, quote: quote)
        }
        flags.insert(.lineBreak)
        if base[p] == UInt8(ascii: "\r"), p &+ 1 < limit, base[p &+ 1] == UInt8(ascii: "\n") { p &+= 1 }
        lines &+= 1
      case 0x80...: flags.insert(.nonASCII)
      default: flags.insert(.control)
      }
      p &+= 1
    }
  }

  /// The field after a quote in its middle: `"pa"ss"` or `"pa"ss`.
  private mutating func readTextAfterQuote(from fieldStart: Int, quote: Int, closing: Int, flags known: FieldFlags)
    -> Int
  {
    var flags = known.union(.textAfterQuote)
    var p = closing &+ 1
    while !endsField(p) { p &+= 1 }
    flags.formUnion(traits(of: closing &+ 1..<p))
    note(.textAfter, at: closing &+ 1, length: p - closing - 1)
    let closedAgain = base[p &- 1] == UInt8(ascii: "\"")
    keep(start: fieldStart, end: p, valueStart: quote &+ 1, valueEnd: closedAgain ? p &- 1 : p, flags: flags)
    return p
  }

  /// The field behind a quote that is never closed, read without it.
  private mutating func readUnclosed(from fieldStart: Int, quote: Int) -> Int {
    var flags: FieldFlags = .unclosedQuote
    if quote > fieldStart { flags.insert(.blankBeforeQuote) }
    defects.removeAll { $0.field == count && $0.kind != .blankBefore }
    note(.unclosed, at: quote)
    if count &+ 1 == expectedCount {
      var stop = quote &+ 1
      while stop < limit, !endsLine(stop) { stop &+= 1 }
      if delimiters(in: quote &+ 1..<stop) > 0 {
        flags.formUnion(traits(of: quote &+ 1..<stop))
        keep(start: fieldStart, end: stop, valueStart: quote &+ 1, valueEnd: stop, flags: flags)
        return stop
      }
    }
    return readUnquoted(from: fieldStart, valueStart: quote &+ 1, flags: flags)
  }

  /// Whether the quote at `quote` really holds a value of several lines; `lineBreak` is the first line's end.
  private func runsOverLines(quote: Int, lineBreak: Int) -> Bool {
    guard let closing = properClosing(from: lineBreak) else { return false }
    // Judged once a record: else the time would grow with the square of a record's length.
    if nextLine != line { return true }
    if expectedCount == nil, delimiters(in: quote..<closing) == 0 { return true }
    let expected = expectedCount ?? delimiters(in: start..<lineBreak) + 1
    guard expected > 1 else { return true }
    var lineStart = start
    while lineStart <= closing {
      let lineStop = lineEndOffset(from: lineStart)
      if delimiters(in: lineStart..<lineStop) + 1 != expected { return true }
      lineStart = behindLineEnd(lineStop)
    }
    return false
  }

  /// The offset of a quote behind `offset` that is not doubled and ends a field; nil where the first single one
  /// does not.
  private func properClosing(from offset: Int) -> Int? {
    var p = offset
    while p < limit {
      guard base[p] == UInt8(ascii: "\"") else {
        p &+= 1
        continue
      }
      if p &+ 1 < limit, base[p &+ 1] == UInt8(ascii: "\"") {
        p &+= 2
        continue
      }
      if endsField(skipBlanks(p &+ 1)) { return p }
      guard base[p &- 1] == UInt8(ascii: "\\") else { return nil }
      p &+= 1
    }
    return nil
  }

  // MARK: Small questions

  @inline(__always)
  private func endsLine(_ p: Int) -> Bool {
    if base[p] == UInt8(ascii: "\n") { return true }
    guard base[p] == UInt8(ascii: "\r") else { return false }
    if p &+ 1 < limit, base[p &+ 1] == UInt8(ascii: "\n") { return true }
    return onlyCR || p &+ 1 == limit || expectedCount == nil || count &+ 1 == expectedCount
  }

  @inline(__always)
  private func endsField(_ p: Int) -> Bool {
    p >= limit || base[p] == delimiter || endsLine(p)
  }

  private func skipBlanks(_ offset: Int) -> Int {
    var p = offset
    while p < limit, base[p] == 0x20 || base[p] == 0x09, base[p] != delimiter { p &+= 1 }
    return p
  }

  private func quoteBehindBlanks(_ offset: Int) -> Int? {
    let p = skipBlanks(offset)
    return p < limit && base[p] == UInt8(ascii: "\"") ? p : nil
  }

  private func lineEndOffset(from offset: Int) -> Int {
    var p = offset
    while p < limit, base[p] != UInt8(ascii: "\n"), !(base[p] == UInt8(ascii: "\r") && isLineBreak(p)) { p &+= 1 }
    return p
  }

  private func isLineBreak(_ p: Int) -> Bool {
    onlyCR || p &+ 1 == limit || base[p &+ 1] == UInt8(ascii: "\n")
  }

  private func behindLineEnd(_ p: Int) -> Int {
    p &+ 1 < limit && base[p] == UInt8(ascii: "\r") && base[p &+ 1] == UInt8(ascii: "\n") ? p &+ 2 : p &+ 1
  }

  private func delimiters(in range: Range<Int>) -> Int {
    var found = 0
    for p in range where base[p] == delimiter { found &+= 1 }
    return found
  }

  /// The flags of bytes that no scan has passed over.
  private func traits(of range: Range<Int>) -> FieldFlags {
    var flags: FieldFlags = []
    for p in range {
      if base[p] >= 0x80 { flags.insert(.nonASCII) }
      if base[p] < 0x20 || base[p] == 0x7F { flags.insert(.control) }
    }
    return flags
  }

  private mutating func note(_ kind: QuoteDefect.Kind, at offset: Int, length: Int = 1) {
    defects.append(QuoteDefect(kind: kind, offset: offset, length: length, field: count))
  }

  @inline(__always)
  private mutating func keep(start: Int, end: Int, valueStart: Int, valueEnd: Int, flags known: FieldFlags) {
    var flags = known
    if valueStart == valueEnd {
      flags.insert(.empty)
    } else if base[valueStart].isSpaceOrTab || base[valueEnd &- 1].isSpaceOrTab {
      flags.insert(.edgeSpace)
    }
    if count < Reader.capacity {
      store.fields[count] = Field(start: start, end: end, valueStart: valueStart, valueEnd: valueEnd, flags: flags)
    }
    count &+= 1
    self.flags.formUnion(flags)
  }
}

/// The memory of one record's fields, used again for every record.
@usableFromInline
final class FieldStore {
  @usableFromInline let fields = UnsafeMutablePointer<Field>.allocate(capacity: Reader.capacity)
  /// The base address of an empty text; never read.
  nonisolated(unsafe) static let noBytes = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 1))
  deinit { fields.deallocate() }
}
