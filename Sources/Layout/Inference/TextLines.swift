/// The lines of a text, as byte ranges without their line ends.
package struct TextLines: Sequence, IteratorProtocol {
  let text: UnsafeRawBufferPointer
  private let end: Int
  private var position: Int

  /// - Parameters:
  ///   - start: the first byte of a line.
  ///   - end: where to stop; nil reads to the end of the text.
  package init(_ text: UnsafeRawBufferPointer, from start: Int, upTo end: Int? = nil) {
    self.text = text
    self.end = end ?? text.count
    position = start
  }

  package mutating func next() -> Range<Int>? {
    guard position < end else { return nil }
    let start = position
    var stop = start
    while stop < end, text[stop] != 0x0A, text[stop] != 0x0D { stop += 1 }
    position = TextLines.behindLineEnd(text, stop)
    return start..<stop
  }

  /// The offset of the line that follows one which ends at `offset`.
  package static func behindLineEnd(_ text: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    guard offset < text.count else { return offset }
    return text[offset] == 0x0D && offset + 1 < text.count && text[offset + 1] == 0x0A ? offset + 2 : offset + 1
  }

  /// The lines at the end of a text, the last one first.
  ///
  /// - Parameters:
  ///   - limit: how many.
  ///   - bytes: how much of the text's end is looked at; a line that begins before it is left out.
  package static func last(
    _ limit: Int, of text: UnsafeRawBufferPointer, from start: Int, bytes: Int = 1 << 16
  ) -> [Range<Int>] {
    let from = Swift.max(start, text.count - bytes)
    var lines = Array(TextLines(text, from: from))
    if from > start, !lines.isEmpty { lines.removeFirst() }
    return lines.suffix(limit).reversed()
  }
}

/// A line split at a separator without regard to line ends in quotes: enough to tell a header or a title from data.
package struct LineCells {
  /// The cells' texts without quotes and spaces at their ends.
  package let texts: [String]
  /// How many cells the line has, also those that were not kept.
  package let count: Int

  private static let mostCells = 256
  /// Longer lines have no header or title.
  static let longest = 1 << 15

  package init(_ line: UnsafeRawBufferPointer, separator: UInt8) {
    var texts: [String] = []
    var count = 0
    var start = 0
    var isQuoted = false
    func keep(_ range: Range<Int>) {
      count += 1
      guard texts.count < LineCells.mostCells else { return }
      texts.append(LineCells.trimmed(UnsafeRawBufferPointer(rebasing: line[range].prefix(400))))
    }
    for (index, byte) in line.enumerated() {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == separator, !isQuoted {
        keep(start..<index)
        start = index + 1
      }
    }
    keep(start..<line.count)
    self.texts = texts
    self.count = count
  }

  /// The separator that gives a line the most cells; the comma where none does.
  package static func likeliestSeparator(_ line: UnsafeRawBufferPointer) -> UInt8 {
    let counts = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")].map { separator in
      (separator, line.count { $0 == separator })
    }
    return counts.reduce(counts[0]) { $1.1 > $0.1 ? $1 : $0 }.0
  }

  private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> String {
    var text = bytes[...]
    func isEdge(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") }
    while let first = text.first, isEdge(first) { text.removeFirst() }
    while let last = text.last, isEdge(last) { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// The cells that are not empty.
  package var filled: [String] { texts.filter { !$0.isEmpty } }
}
