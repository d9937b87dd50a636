import CSV
import TestSupport
import Testing

/// ``Reader`` against ``ReferenceReader``: both must read the same from any text.
@Suite struct AgreementTests {
  @Test("random text", arguments: Alphabet.all)
  func randomText(_ alphabet: Alphabet) {
    var generator = SeededGenerator(seed: 4180)
    var seen = Coverage()
    for _ in 0..<23_000 {
      let text = alphabet.text(&generator)
      let expected = [nil, 1, 2, 3, 4].randomElement(using: &generator)!
      guard let read = agreement(on: text, delimiter: alphabet.delimiter, expecting: expected) else { return }
      for record in read { seen.add(record) }
    }
    #expect(seen.misses(for: alphabet) == [])
  }

  @Test("every text of up to six of the characters that matter most", arguments: [nil, 2])
  func everyShortText(_ expected: Int?) {
    let pieces = Array("a\",\n\r".utf8)
    var texts: [[UInt8]] = [[]]
    for _ in 0..<6 {
      texts = texts.flatMap { text in pieces.map { text + [$0] } }
      for text in texts {
        guard agreement(on: text, expecting: expected) != nil else { return }
      }
    }
    #expect(texts.count == 15_625)
  }

  @Test("every truncation of a realistic file", arguments: RealisticText.all)
  func truncations(_ sample: RealisticText) {
    let text = Array(sample.text.utf8)
    for length in 0...text.count {
      guard agreement(on: Array(text.prefix(length)), delimiter: sample.delimiter) != nil else { return }
    }
  }

  @Test("a realistic file is read without a defect", arguments: RealisticText.all.filter(\.isSound))
  func soundFiles(_ sample: RealisticText) {
    let read = records(of: sample.text, delimiter: sample.delimiter)
    #expect(read.allSatisfy { $0.defects.isEmpty && $0.count == read[0].count })
  }

  /// What both readers read; nil, with an issue that shows the smallest such text, where they differ.
  private func agreement(on text: [UInt8], delimiter: UInt8 = comma, expecting expected: Int? = nil) -> [ReadRecord]? {
    func both(_ text: [UInt8]) -> (reader: [ReadRecord], reference: [ReadRecord]) {
      (
        records(of: text, delimiter: delimiter, expecting: expected),
        ReferenceReader.records(of: text, delimiter: delimiter, expecting: expected)
      )
    }
    var result = both(text)
    if result.reader == result.reference { return result.reader }
    var smallest = text
    var place = 0
    while place < smallest.count {
      var shorter = smallest
      shorter.remove(at: place)
      let shorterResult = both(shorter)
      if shorterResult.reader == shorterResult.reference {
        place += 1
      } else {
        (smallest, result, place) = (shorter, shorterResult, 0)
      }
    }
    let shown = String(decoding: smallest, as: UTF8.self).debugDescription
    Issue.record("\(shown), expecting \(expected as Any): read \(result.reader), the reference \(result.reference)")
    return nil
  }
}

/// What a run over random text has come by.
private struct Coverage {
  var flags: FieldFlags = []
  var kinds: Set<QuoteDefect.Kind> = []
  var lineEnds: Set<LineEnd> = []

  mutating func add(_ record: ReadRecord) {
    flags.formUnion(record.flags)
    kinds.formUnion(record.defects.map(\.kind))
    lineEnds.insert(record.lineEnd)
  }

  /// What the alphabet can spell and the run has not shown.
  func misses(for alphabet: Alphabet) -> [String] {
    func has(_ text: String) -> Bool { alphabet.pieces.contains { String(decoding: $0, as: UTF8.self).contains(text) } }
    let hasBlank = has(" ")
    var due: [(String, Bool)] = [
      ("stray", kinds.contains(.stray)), ("text after", kinds.contains(.textAfter)),
      ("unclosed", kinds.contains(.unclosed)),
      ("doubled", flags.contains(.doubledQuote)), ("line break", flags.contains(.lineBreak)),
      ("empty", flags.contains(.empty)),
    ]
    if hasBlank {
      due += [("blank before", kinds.contains(.blankBefore)), ("blank after", kinds.contains(.blankAfter))]
    }
    if has("\\") { due.append(("backslash", kinds.contains(.backslash))) }
    if has("é") { due.append(("non-ASCII", flags.contains(.nonASCII))) }
    if has("\r") && !has("\r\n") { due.append(("lone CR", lineEnds.contains(.cr))) }
    return due.filter { !$0.1 }.map(\.0)
  }
}
