import JSON
import Linting
import Migration

/// A finding of a JSON report.
struct ReadFinding {
  /// What is in a report that was made to be merged.
  struct Detail {
    var template = ""
    var fingerprint = Fingerprint([])
    var excerpt: Excerpt?
    var span: Span
    var related: (span: Span, bytes: Span)?
    var edits: [(span: Span, bytes: Span)]?
  }

  private(set) var rule = RuleID(index: 0)
  private(set) var severity = Severity.error
  private(set) var message = ""
  private(set) var span = Span(start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))
  private(set) var bytes = (offset: 0, length: 0)
  private(set) var row: Int?
  private(set) var rows = 1
  private(set) var record = 1
  private(set) var field: String?
  private(set) var column: Int?
  private(set) var service: String?
  /// Nil in a report of an earlier version.
  private(set) var advice: String?
  private(set) var sheetCell: SheetCell?
  private(set) var related: RelatedPlace?
  private(set) var fix: ReportedFix?
  private(set) var detail: Detail?

  /// An empty one, for where there is none.
  init() {}

  private static let members: [StaticString] = [
    "rule", "severity", "message", "line", "column", "endLine", "endColumn", "byteOffset", "byteLength", "row", "field",
    "fieldIndex", "cell", "service", "help", "related", "fix", "merge", "advice", "rows", "sheet",
  ]

  private static let numbers = 1...(1 << 40)
  private static let counts = 0...(1 << 60)

  /// Reads the finding that comes next.
  init(_ scanner: inout JSONScanner) throws {
    var sheet: String?
    try scanner.object(ReadFinding.members, required: 17) { scanner, index in
      switch index {
      case 0: rule = try ReadFinding.rule(&scanner)
      case 1: severity = try scanner.choice("a severity")
      case 2: message = try scanner.string()
      case 3: span.start.line = try scanner.integer(ReadFinding.numbers)
      case 4: span.start.column = try scanner.integer(ReadFinding.numbers)
      case 5: span.end.line = try scanner.integer(ReadFinding.numbers)
      case 6: span.end.column = try scanner.integer(ReadFinding.numbers)
      case 7: bytes.offset = try scanner.null() ? 0 : scanner.integer(ReadFinding.counts)
      case 8: bytes.length = try scanner.null() ? 0 : scanner.integer(ReadFinding.counts)
      case 9: row = try scanner.null() ? nil : scanner.integer(ReadFinding.numbers)
      case 10: field = try scanner.null() ? nil : scanner.string()
      case 11: column = try scanner.null() ? nil : scanner.integer(ReadFinding.numbers) - 1
      case 12: record = try ReadFinding.record(&scanner)
      case 13: service = try scanner.null() ? nil : scanner.string()
      case 14: _ = try scanner.string()
      case 15: try scanner.array { scanner in related = try ReadFinding.related(&scanner) }
      case 16: fix = try scanner.null() ? nil : ReadFinding.fix(&scanner)
      case 17: detail = try Detail(&scanner)
      case 18: advice = try scanner.string()
      case 19: rows = try scanner.integer(ReadFinding.numbers)
      default: sheet = try scanner.null() ? nil : scanner.string()
      }
    }
    if let sheet {
      sheetCell = SheetCell(sheet: sheet, cell: Cell.letters(span.start.column - 1) + String(span.start.line))
    }
    if let fix, let edits = detail?.edits,
      edits.count != fix.edits.count || fix.edits.contains(where: { $0.newText == nil })
    {
      throw scanner.malformed("merge has other edits than fix")
    }
    // Of their places only the columns in bytes are in the data for merging.
    detail?.span.start.line = span.start.line
    detail?.span.end.line = span.end.line
  }

  private static func rule(_ scanner: inout JSONScanner) throws -> RuleID {
    let name = try scanner.string()
    guard let rule = rule(named: name) else {
      throw scanner.malformed("this batchlint does not know the rule; a newer one made the report, or none")
    }
    return rule
  }

  static func rule(named name: String) -> RuleID? { ruleIndices[name].map { RuleID(index: $0) } }

  private static let ruleIndices = Dictionary(
    uniqueKeysWithValues: RuleRegistry.rules.enumerated().map { ($1.info.name, $0) })

  /// The number of a spreadsheet's row; its column is the finding's.
  private static func record(_ scanner: inout JSONScanner) throws -> Int {
    let cell = try scanner.string()
    let digits = cell.drop { "A"..."Z" ~= $0 }
    guard digits.count < cell.count, digits.count <= 12, let record = Int(digits), record > 0 else {
      throw scanner.malformed("expected a cell such as B2")
    }
    return record
  }

  private static func related(_ scanner: inout JSONScanner) throws -> RelatedPlace {
    var place = RelatedPlace(message: "", start: Position(line: 1, column: 1))
    try scanner.object(["message", "line", "column"], required: 3) { scanner, index in
      switch index {
      case 0: place.message = try scanner.string()
      case 1: place.start.line = try scanner.integer(numbers)
      default: place.start.column = try scanner.integer(numbers)
      }
    }
    return place
  }

  private static func fix(_ scanner: inout JSONScanner) throws -> ReportedFix {
    var fix = ReportedFix(title: FixTitle(text: "", isSafe: false), edits: [])
    try scanner.object(["title", "safe", "edits"], required: 3) { scanner, index in
      switch index {
      case 0: fix.title.text = try scanner.string()
      case 1: fix.title.isSafe = try scanner.boolean()
      default: try scanner.array { scanner in fix.edits.append(try edit(&scanner)) }
      }
    }
    return fix
  }

  private static func edit(_ scanner: inout JSONScanner) throws -> ReportedFix.Edit {
    var edit = ReportedFix.Edit(offset: 0, length: 0, newText: nil)
    try scanner.object(["byteOffset", "byteLength", "newText"], required: 2) { scanner, index in
      switch index {
      case 0: edit.offset = try scanner.integer(counts)
      case 1: edit.length = try scanner.integer(counts)
      default: edit.newText = Array(try scanner.string().utf8)
      }
    }
    return edit
  }

  /// Whether both say the same of the same place.
  func isSame(as other: ReadFinding) -> Bool {
    rule == other.rule && severity == other.severity && message == other.message && span == other.span
      && bytes == other.bytes
      && row == other.row && column == other.column
  }
}

extension ReadFinding.Detail {
  private static let numbers = 1...(1 << 40)

  init(_ scanner: inout JSONScanner) throws {
    span = Span(start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))
    try scanner.object(
      ["template", "identity", "byteColumn", "byteEndColumn", "excerpt", "related", "edits"], required: 4
    ) { scanner, index in
      switch index {
      case 0: template = try scanner.string()
      case 1:
        guard let read = Fingerprint(text: try scanner.string()) else {
          throw scanner.malformed("32 hexadecimal digits were expected")
        }
        fingerprint = read
      case 2: span.start.column = try scanner.integer(Self.numbers)
      case 3: span.end.column = try scanner.integer(Self.numbers)
      case 4: excerpt = try Self.excerpt(&scanner)
      case 5: related = try Self.spans(&scanner)
      default:
        var read: [(span: Span, bytes: Span)] = []
        try scanner.array { scanner in read.append(try Self.spans(&scanner)) }
        edits = read
      }
    }
  }

  private static func excerpt(_ scanner: inout JSONScanner) throws -> Excerpt {
    var text = ""
    var (from, to) = (0, 0)
    try scanner.object(["text", "from", "to"], required: 3) { scanner, index in
      switch index {
      case 0: text = try scanner.string()
      case 1: from = try scanner.integer(0...(1 << 20))
      default: to = try scanner.integer(0...(1 << 20))
      }
    }
    // A marker is as long as its text at most; behind its end it has one place.
    guard from < to, to <= text.utf8.count + 1 else { throw scanner.malformed("the excerpt has no such part") }
    return Excerpt(text: text, mark: from..<to)
  }

  private static func spans(_ scanner: inout JSONScanner) throws -> (span: Span, bytes: Span) {
    var span = Span(start: Position(line: 1, column: 1), end: Position(line: 1, column: 1))
    var columns = (1, 1)
    try scanner.object(["line", "column", "endLine", "endColumn", "byteColumn", "byteEndColumn"], required: 6) {
      scanner, index in
      let number = try scanner.integer(numbers)
      switch index {
      case 0: span.start.line = number
      case 1: span.start.column = number
      case 2: span.end.line = number
      case 3: span.end.column = number
      case 4: columns.0 = number
      default: columns.1 = number
      }
    }
    return (
      span,
      Span(
        start: Position(line: span.start.line, column: columns.0), end: Position(line: span.end.line, column: columns.1)
      )
    )
  }
}

extension JSONScanner {
  /// That what was read last is not what it should be.
  func malformed(_ text: String) -> Malformed { Malformed(offset: max(offset - 1, 0), text: text) }

  /// One of an enumeration's names.
  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ what: String) throws -> Choice
  where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try string()) else {
      throw malformed("expected \(what): \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }
}
