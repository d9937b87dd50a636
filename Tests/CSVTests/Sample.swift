import CSV
import TestSupport
import Testing

/// A text with its defects marked (the first is at 1️⃣, the second at 2️⃣ …), and how it is to be read.
struct Sample: Sendable, CustomTestStringConvertible {
  /// What is wrong at a mark; `length` bytes show it.
  struct Defect: Sendable {
    var kind: QuoteDefect.Kind
    var length: Int
    var field: Int
  }

  var name: String
  var text: MarkedText
  var delimiter: UInt8
  var expected: Int?
  var rows: [[String]]
  var defects: [Defect]

  init(
    _ name: String, _ text: String, delimiter: Character = ",", expecting expected: Int? = nil, rows: [[String]],
    defects: [Defect] = []
  ) {
    self.name = name
    self.text = MarkedText(text)
    self.delimiter = delimiter.asciiValue!
    self.expected = expected
    self.rows = rows
    self.defects = defects
  }

  var testDescription: String { name }

  /// Reads the sample and compares values and defects.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    let read = records(of: text.bytes, delimiter: delimiter, expecting: expected)
    #expect(read.map { $0.values(in: text.bytes) } == rows, sourceLocation: sourceLocation)
    let due = zip(text.marks, defects).map { ReadDefect(kind: $1.kind, offset: $0, length: $1.length, field: $1.field) }
    #expect(text.marks.count == defects.count, sourceLocation: sourceLocation)
    #expect(read.flatMap(\.defects) == due, sourceLocation: sourceLocation)
  }
}

extension Sample.Defect {
  static func stray(_ field: Int) -> Self { .init(kind: .stray, length: 1, field: field) }
  static func unclosed(_ field: Int) -> Self { .init(kind: .unclosed, length: 1, field: field) }
  static func backslash(_ field: Int) -> Self { .init(kind: .backslash, length: 2, field: field) }
  static func textAfter(_ field: Int, _ length: Int) -> Self { .init(kind: .textAfter, length: length, field: field) }
  static func blankAfter(_ field: Int, _ length: Int = 1) -> Self {
    .init(kind: .blankAfter, length: length, field: field)
  }
  static func blankBefore(_ field: Int, _ length: Int = 1) -> Self {
    .init(kind: .blankBefore, length: length, field: field)
  }
}
