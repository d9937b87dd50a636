import CSV
import Testing

/// The reader reads its text and nothing else, wherever that ends.
@Suite struct BoundsTests {
  /// Texts that stop where the reader would like to look at the next byte.
  static let abrupt = [
    "", "a", ",", "\"", "\"a", "\"a\"", "\"a\" ", "\"a\"b", "\"\"", "\"\"\"", "\"a\\", "\"a\\\"", " ", " \"", "\r",
    "a\r", "\"\r",
    "\"a\n",
  ]

  @Test("no byte beyond the text", arguments: [comma, UInt8(ascii: "\t")])
  func abruptEnds(_ delimiter: UInt8) throws {
    let memory = GuardedText(room: 64)
    let x = UInt8(ascii: "x")
    for end in BoundsTests.abrupt {
      for length in 0..<20 {
        let run = Array(repeating: x, count: length)
        for start in [run, Array("\"".utf8) + run, Array(repeating: delimiter, count: length)] {
          let text = start + Array(end.utf8)
          let read = memory.atEnd(text) { records(of: $0, delimiter: delimiter) }
          try #require(read == memory.atStart(text) { records(of: $0, delimiter: delimiter) })
          try #require(read == ReferenceReader.records(of: text, delimiter: delimiter))
        }
      }
    }
  }

  @Test("no byte beyond any truncation of a file", arguments: RealisticText.all)
  func truncations(_ sample: RealisticText) throws {
    let whole = Array(sample.text.utf8)
    let memory = GuardedText(room: whole.count)
    for length in 0...whole.count {
      let text = Array(whole.prefix(length))
      let read = memory.atEnd(text) { records(of: $0, delimiter: sample.delimiter) }
      try #require(read == memory.atStart(text) { records(of: $0, delimiter: sample.delimiter) })
    }
  }

  @Test("what lies behind the text changes nothing", arguments: ["\"", "\n", ",", "\"\"", "\nx"])
  func bytesBehind(_ junk: String) throws {
    for end in BoundsTests.abrupt {
      let text = Array("a,b\n1,".utf8) + Array(end.utf8)
      let read = (text + Array(junk.utf8)).withUnsafeBytes {
        records(of: UnsafeRawBufferPointer(rebasing: $0.prefix(text.count)))
      }
      try #require(read == records(of: text))
    }
  }

  @Test("each byte stops the scan where it matters, at each place in a word", arguments: 0..<16)
  func everyByteAtEveryPlace(_ place: Int) throws {
    for byte in UInt8.min...UInt8.max {
      for expected in [1, 2] {
        var text = Array(repeating: UInt8(ascii: "x"), count: 24)
        text[place] = byte
        // A neighbour that a borrow or a carry would reach.
        text[place + 1] = byte &+ 1
        try #require(records(of: text, expecting: expected) == ReferenceReader.records(of: text, expecting: expected))
      }
    }
  }
}
