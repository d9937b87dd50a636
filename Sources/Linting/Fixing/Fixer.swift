import CSV
import Layout
import Migration
import TextEncoding

/// Works out the fixes of one file's findings, and helps the rules with it.
public final class Fixer {
  let context: LintContext
  var layout: FileLayout { context.layout }
  private var rowReader: Reader
  /// Keeps the header's fields while they are used.
  private var headerReader: Reader?
  private var current = -1
  /// The first rows, by which columns are known.
  lazy var sample = RowSample(context.layout.rowReader(), rows: 200, spread: 0)
  lazy var profiles = sample.profiles()
  /// By column, the edit of its cell in the header row.
  lazy var columnNames = namedColumns()

  public init(_ file: LintResult) {
    context = file.context
    rowReader = context.layout.rowReader()
  }

  /// The fix of a finding; nil where a person must correct it.
  public func fix(for finding: Finding) -> Fix? {
    // A workbook is not rewritten.
    layout.document.origin != nil
      ? nil : RuleRegistry.rules[finding.rule.index].asFixingRule?.fix(finding, self)
  }

  /// The fields of a finding's record; valid until the next call.
  func fields(of finding: Finding) -> UnsafeBufferPointer<Field> {
    let place = finding.place
    if context.layout.isAboveRows(place) {
      headerReader = context.layout.headerReader(from: place.start)
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

  /// The edit that gives a field another meaning, in quotes where it needs them or had them.
  func edit(_ field: Field, content: [UInt8]) -> Fix.Edit {
    let isQuoted = field.flags.contains(.quoted) && field.flags.isDisjoint(with: .quoteDefect)
    if isQuoted { return Fix.Edit(field.value, Fixer.doubled(content)) }
    let needsQuotes = content.contains {
      $0 == Fixer.quote || $0 == context.layout.preamble.delimiter || $0 == context.layout.rowDelimiter || $0 == 0x0A
        || $0 == 0x0D
    }
    return needsQuotes ? Fix.Edit(field.whole, Fixer.quoted(content)) : Fix.Edit(field.value, content)
  }

  /// The edits that replace or, for nil, delete characters of a field; none where nothing changes.
  ///
  /// All other bytes stay, those that are no characters among them: they are another finding's.
  /// - Parameter trims: blanks that come to the value's ends are deleted, too.
  func map(_ field: Field, trims: Bool, _ replacement: (Unicode.Scalar) -> Unicode.Scalar?) -> [Fix.Edit] {
    guard field.flags.isDisjoint(with: .quoteDefect) else { return [] }
    let text = context.layout.document.text
    let isQuoted = field.flags.contains(.quoted)
    var edits: [Fix.Edit] = []
    var needsQuotes = false
    // Up to where a character stays that is no blank, and how many edits there were then.
    var kept = (end: field.value.lowerBound, edits: 0)
    var p = field.value.lowerBound
    while p < field.value.upperBound {
      let length = UTF8Survey.sequenceLength(text, at: p)
      let range = p..<p + max(length, 1)
      let old = length == 1 ? Unicode.Scalar(text[p]) : CharacterClassifier.scalar(text, p, length)
      let new = length > 0 ? replacement(old) : old
      if new != old {
        let mustBeQuoted =
          new.map {
            $0 == "\"" || $0.value == UInt32(context.layout.rowDelimiter)
              || $0.value == UInt32(context.layout.preamble.delimiter)
          } ?? false
        if mustBeQuoted { needsQuotes = !isQuoted }
        edits.append(
          Fix.Edit(
            range, new.map { $0 == "\"" ? [Fixer.quote, Fixer.quote] : Array(UTF8.encode($0).unsafelyUnwrapped) } ?? [])
        )
      }
      p = range.upperBound
      guard trims else { continue }
      if let new, new != " ", new != "\t" {
        if kept.end == field.value.lowerBound, kept.end < range.lowerBound {
          edits = [Fix.Edit(kept.end..<range.lowerBound)] + (new == old ? [] : edits.suffix(1))
        }
        kept = (range.upperBound, edits.count)
      }
    }
    if trims, kept.end < field.value.upperBound {
      edits = edits[..<kept.edits] + [Fix.Edit(kept.end..<field.value.upperBound)]
    }
    if needsQuotes {
      edits.insert(Fix.Edit(field.whole.lowerBound..<field.value.lowerBound, [Fixer.quote]), at: 0)
      edits.append(Fix.Edit(field.value.upperBound..<field.whole.upperBound, [Fixer.quote]))
    }
    return edits
  }

  /// A space of any sort is between two other characters of a field's value.
  func hasInnerBlank(_ field: Field) -> Bool {
    let scalars = String(decoding: context.layout.content(field), as: UTF8.self).unicodeScalars
    func isBlank(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.generalCategory == .spaceSeparator || CharacterClassifier.isInvisible(scalar)
    }
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return false }
    return scalars[first...last].contains { $0.properties.generalCategory == .spaceSeparator }
  }

  /// Every character of the text is one of the file's encoding, none lost on the way.
  var isConvertible: Bool {
    let document = context.layout.document
    return CharacterClassifier.first(in: document.text, document.start..<document.text.count) { $0 == "\u{FFFD}" }
      == nil
  }

  /// A name is that of the mailbox that the row's address names.
  func isMailbox(_ name: some Sequence<UInt8>, of finding: Finding) -> Bool {
    guard let column = context.layout.columns.firstIndex(where: { $0.role == .address }) else { return false }
    let fields = fields(of: finding)
    guard column < fields.count else { return false }
    func folded(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self).lowercased() }
    return folded(name).prefix { $0 != "@" } == folded(context.layout.bytes(fields[column].value)).prefix { $0 != "@" }
  }

  /// An admin's name is the one that the user gave, or else the one of nine in ten rows; any where there is neither.
  func isCommonAdmin(_ name: ArraySlice<UInt8>?) -> Bool {
    guard let name else { return false }
    if let admin = context.options.admin { return String(decoding: name, as: UTF8.self) == admin }
    guard let common = context.statistics.admins.deviants()?.common else { return context.statistics.admins.total == 0 }
    return name.elementsEqual(context.layout.bytes(common))
  }

  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")

  static func doubled(_ content: [UInt8]) -> [UInt8] {
    content.contains(quote) ? content.flatMap { $0 == quote ? [quote, quote] : [$0] } : content
  }

  static func quoted(_ content: [UInt8]) -> [UInt8] { [quote] + doubled(content) + [quote] }

  /// A line and its end.
  func line(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<FilePreamble.endOfLine(context.layout.document.text, range.upperBound)
  }

  /// Every record from the header on, with its line end behind `end`; false as soon as `body` says so.
  func records(_ body: (Reader, _ isHeader: Bool) -> Bool) -> Bool {
    if let header = context.layout.header, !header.isMissing {
      var reader = context.layout.headerReader()
      guard reader.next(), body(reader, true) else { return false }
    }
    var reader = context.layout.rowReader()
    while reader.next() {
      if reader.isBlank, reader.count == 1 { continue }
      guard body(reader, false) else { return false }
    }
    return true
  }

  /// The fix that drops neighbouring columns; nil where a row leaves open which value is whose.
  func drop(_ columns: ClosedRange<Int>, _ title: String, isSafe: Bool) -> Fix? {
    var edits: [Fix.Edit] = []
    let isSound = records { reader, isHeader in
      let fields = reader.fields
      if !isHeader, columns.lowerBound >= context.layout.expectedCount {
        return fields.count == context.layout.expectedCount
      }
      guard reader.flags.isDisjoint(with: .quoteDefect),
        fields.count == (isHeader ? context.layout.header?.cells.count : context.layout.expectedCount)
      else { return false }
      guard columns.upperBound < fields.count, columns.count < fields.count else { return false }
      edits.append(
        columns.lowerBound > 0
          ? Fix.Edit(fields[columns.lowerBound - 1].end..<fields[columns.upperBound].end)
          : Fix.Edit(fields[0].start..<fields[columns.upperBound + 1].start))
      return true
    }
    guard isSound else { return nil }
    var fix = Fix(title, isSafe: isSafe, edits)
    fix.isLoose = true
    return fix
  }

  /// The file's usual line end.
  var lineEnd: [UInt8] {
    let ends = context.statistics.lineEnds
    let counts = [LineEnd.crlf, .lf].map { ends[Int($0.rawValue)].count }
    return counts[0] >= counts[1] ? [0x0D, 0x0A] : [0x0A]
  }
}
