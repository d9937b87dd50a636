import CSV

/// A record as a reader left it: the common words of ``Reader`` and ``ReferenceReader``.
struct ReadRecord: Equatable {
  var range: Range<Int>
  var line: Int
  var lineEnd: LineEnd
  var count: Int
  var fields: [ReadField]
  var flags: FieldFlags
  var defects: [ReadDefect]
}

struct ReadField: Equatable {
  var whole: Range<Int>
  var value: Range<Int>
  var flags: FieldFlags
}

struct ReadDefect: Equatable {
  var kind: QuoteDefect.Kind
  var offset: Int
  var length: Int
  var field: Int
}

extension ReadRecord {
  /// What `reader` says of the record that it has just read.
  init(_ reader: Reader) {
    range = reader.start..<reader.end
    line = reader.line
    lineEnd = reader.lineEnd
    count = reader.count
    fields = reader.fields.map { ReadField(whole: $0.whole, value: $0.value, flags: $0.flags) }
    flags = reader.flags
    defects = reader.defects.map { ReadDefect(kind: $0.kind, offset: $0.offset, length: $0.length, field: $0.field) }
  }

  /// The fields' contents, doubled quotes still doubled.
  func values(in text: [UInt8]) -> [String] {
    fields.map { String(decoding: text[$0.value], as: UTF8.self) }
  }
}

let comma = UInt8(ascii: ",")

/// All that ``Reader`` reads.
func records(of text: UnsafeRawBufferPointer, delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [ReadRecord]
{
  var reader = Reader(text, delimiter: delimiter)
  reader.expectedCount = expected
  var records: [ReadRecord] = []
  while reader.next() { records.append(ReadRecord(reader)) }
  return records
}

func records(of text: [UInt8], delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [ReadRecord] {
  text.withUnsafeBytes { records(of: $0, delimiter: delimiter, expecting: expected) }
}

func records(of text: String, delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [ReadRecord] {
  records(of: Array(text.utf8), delimiter: delimiter, expecting: expected)
}

/// The values of each record, doubled quotes still doubled.
func rows(of text: String, delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [[String]] {
  let bytes = Array(text.utf8)
  return records(of: bytes, delimiter: delimiter, expecting: expected).map { $0.values(in: bytes) }
}
