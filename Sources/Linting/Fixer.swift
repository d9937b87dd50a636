import CSV
import Migration

/// Works out the fixes of one file's findings, and helps the rules with it.
public final class Fixer {
  public let table: Table
  private var rowReader: Reader
  /// Keeps the header's fields while they are used.
  private var headerReader: Reader?
  private var current = -1

  public init(_ file: FileReport) {
    table = file.table
    rowReader = Reader(table.document.text, delimiter: table.rowDelimiter, from: table.rowsStart)
    rowReader.expectedCount = table.expectedCount
  }

  /// The fix of a finding; nil where a person must mend it.
  public func fix(for finding: Finding) -> Fix? {
    Catalogue.rules[finding.rule.index].asFixingRule?.fix(finding, self)
  }

  /// The fields of a finding's record; valid until the next call.
  func fields(of finding: Finding) -> UnsafeBufferPointer<Field> {
    let place = finding.place
    if place.row == nil, place.start < table.rowsStart {
      headerReader = Reader(table.document.text, delimiter: table.prelude.delimiter, from: max(place.start, table.document.start))
      headerReader?.expectedCount = table.header?.headings.count
      return headerReader?.next() == true ? headerReader!.fields : UnsafeBufferPointer(start: nil, count: 0)
    }
    if current != place.start {
      current = place.start
      rowReader.rewind(to: place.start, line: 1)
      guard rowReader.next() else { return UnsafeBufferPointer(start: nil, count: 0) }
    }
    return rowReader.fields
  }

  /// The field that a finding is about.
  func field(of finding: Finding) -> Field? {
    let fields = fields(of: finding)
    guard let index = finding.field, index < fields.count else { return nil }
    return fields[index]
  }

  /// A value's meaning: without its quotes, doubled ones made single.
  func content(_ field: Field) -> [UInt8] {
    let bytes = table.bytes(field.value)
    guard field.facts.contains(.doubledQuote) else { return Array(bytes) }
    var content: [UInt8] = []
    content.reserveCapacity(bytes.count)
    var isSecond = false
    for byte in bytes {
      isSecond = byte == Fixer.quote && !isSecond && content.last == Fixer.quote
      if !isSecond { content.append(byte) }
    }
    return content
  }

  /// The edit that gives a field another meaning, in quotes where it needs them or had them.
  func edit(_ field: Field, content: [UInt8]) -> Fix.Edit {
    let isQuoted = field.facts.contains(.quoted) && field.facts.isDisjoint(with: .quoteDefect)
    if isQuoted { return Fix.Edit(field.value, Fixer.doubled(content)) }
    let needsQuotes = content.contains { $0 == Fixer.quote || $0 == table.prelude.delimiter || $0 == table.rowDelimiter || $0 == 0x0A || $0 == 0x0D }
    return needsQuotes ? Fix.Edit(field.whole, Fixer.quoted(content)) : Fix.Edit(field.value, content)
  }

  /// The edit that replaces or, for nil, deletes characters of a field; nil where none changes.
  ///
  /// - Parameter trims: blanks that come to the value's ends are deleted, too.
  func map(_ field: Field, trims: Bool, _ replacement: (Unicode.Scalar) -> Unicode.Scalar?) -> Fix.Edit? {
    guard field.facts.isDisjoint(with: .quoteDefect) else { return nil }
    let old = content(field)
    var new: [UInt8] = []
    old.withUnsafeBytes { old in
      var p = 0
      while p < old.count {
        let length = UTF8Survey.sequenceLength(old, at: p)
        if length == 0 {
          // A byte that is no character stays: it is another finding's.
          new.append(old[p])
        } else if let scalar = replacement(length == 1 ? Unicode.Scalar(old[p]) : CharacterLook.scalar(old, p, length)) {
          new += UTF8.encode(scalar).unsafelyUnwrapped
        }
        p += max(length, 1)
      }
    }
    if trims {
      new = Array(new[(new.firstIndex { !Value.isBlank($0) } ?? new.count)...])
      new = Array(new[..<(new.lastIndex { !Value.isBlank($0) }.map { $0 + 1 } ?? 0)])
    }
    return new == old ? nil : edit(field, content: new)
  }

  /// A blank of any sort stands between two characters of a field's value that are none.
  func hasInnerBlank(_ field: Field) -> Bool {
    let scalars = String(decoding: content(field), as: UTF8.self).unicodeScalars
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .spaceSeparator || CharacterLook.isInvisible(scalar) }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) }) else { return false }
    return scalars[first...last].contains { $0.properties.generalCategory == .spaceSeparator }
  }

  /// Every character of the text is one of the file's encoding, none lost on the way.
  var isConvertible: Bool {
    let document = table.document
    return CharacterLook.first(in: document.text, document.start..<document.text.count) { $0 == "\u{FFFD}" } == nil
  }

  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")

  static func doubled(_ content: [UInt8]) -> [UInt8] {
    content.contains(quote) ? content.flatMap { $0 == quote ? [quote, quote] : [$0] } : content
  }

  static func quoted(_ content: [UInt8]) -> [UInt8] { [quote] + doubled(content) + [quote] }

  /// A line and its end.
  func line(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<Prelude.behindLineEnd(table.document.text, range.upperBound)
  }

  /// Every record from the header on, with its line end behind `end`; false as soon as `body` says so.
  func records(_ body: (Reader, _ isHeader: Bool) -> Bool) -> Bool {
    if let header = table.header, !header.isMissing {
      var reader = Reader(table.document.text, delimiter: table.prelude.delimiter, from: header.place.start)
      reader.expectedCount = header.headings.count
      guard reader.next(), body(reader, true) else { return false }
    }
    var reader = Reader(table.document.text, delimiter: table.rowDelimiter, from: table.rowsStart)
    reader.expectedCount = table.expectedCount
    while reader.next() {
      if reader.isBlank, reader.count == 1 { continue }
      guard body(reader, false) else { return false }
    }
    return true
  }

  /// The edits that drop neighbouring columns; nil where a row leaves open which value is whose.
  func drop(_ columns: ClosedRange<Int>) -> [Fix.Edit]? {
    var edits: [Fix.Edit] = []
    let isSound = records { reader, isHeader in
      let fields = reader.fields
      if !isHeader, columns.lowerBound >= table.expectedCount { return fields.count == table.expectedCount }
      guard reader.facts.isDisjoint(with: .quoteDefect), fields.count == (isHeader ? table.header?.headings.count : table.expectedCount) else { return false }
      guard columns.upperBound < fields.count, columns.count < fields.count else { return false }
      edits.append(
        columns.lowerBound > 0
          ? Fix.Edit(fields[columns.lowerBound - 1].end..<fields[columns.upperBound].end)
          : Fix.Edit(fields[0].start..<fields[columns.upperBound + 1].start))
      return true
    }
    return isSound ? edits : nil
  }

  /// The file's usual line end.
  var lineEnd: [UInt8] {
    let ends = table.tallies.lineEnds
    let counts = [LineEnd.crlf, .lf].map { ends[Int($0.rawValue)].count }
    return counts[0] >= counts[1] ? [0x0D, 0x0A] : [0x0A]
  }
}
