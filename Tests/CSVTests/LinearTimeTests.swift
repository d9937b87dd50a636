import Platform
import CSV
import Testing

/// No text makes reading slow: twice the text takes about twice the time.
@Suite(.serialized) struct LinearTimeTests {
  /// A text that is hard to read because of what it repeats.
  struct Hard: Sendable, CustomTestStringConvertible {
    var name: String
    var start = ""
    var piece: String
    var middle = ""
    var second = ""
    var testDescription: String { name }

    /// A text of about `size` bytes: half of it the first piece, half of it the second, if there is one.
    func text(_ size: Int) -> [UInt8] {
      let share = second.isEmpty ? size : size / 2
      var text = Array(start.utf8)
      while text.count < share { text += Array(piece.utf8) }
      text += Array(middle.utf8)
      while text.count < size { text += Array(second.utf8) }
      return text
    }
  }

  static let hard = [
    Hard(name: "quotes only", piece: "\""),
    Hard(name: "an unclosed quote on every line", piece: "a,b,\"x\n"),
    Hard(name: "an unclosed quote on every line, behind it a doubled one", piece: "a,b,\"\"\"x\n"),
    Hard(name: "quotes and CRs in turn", piece: "\"\r"),
    Hard(name: "quotes and CRs in turn, behind an LF", start: "a,b\n", piece: "\"\r"),
    Hard(name: "a quote before and behind every line", piece: "\"a,b\n\""),
    Hard(name: "a doubled quote on every line below an open one", start: "a,b\nc,\"", piece: "a,\"\"\n"),
    Hard(name: "escaped quotes, never closed", start: "a,b\n1,\"", piece: "\\\""),
    Hard(name: "values of two lines in one record", piece: "\"a\nb\","),
    Hard(name: "values of two lines and two parts in one record", piece: "\"a,\nb\","),
    Hard(
      name: "a long value of several lines, then many in its record", start: "a,b\nx,\"y\n", piece: "y,z\n",
      middle: "1,2,3\"",
      second: ",\"a\nb\""),
    Hard(name: "blanks before quotes", piece: "  \"a\" ,"),
    Hard(name: "delimiters only", piece: ","),
  ]

  @Test("time grows with the length", arguments: hard)
  func growth(_ hard: Hard) throws {
    // The short texts come first: were time to grow with the square, the long ones would take minutes.
    for size in [25_000, 200_000] {
      let short = hard.text(size)
      let long = hard.text(2 * size)
      var ratio = Double.infinity
      // Other work on the machine makes single readings slower: a bad ratio counts only if it comes again and again.
      for _ in 0..<5 where ratio >= 3.5 {
        ratio = LinearTimeTests.fastest(of: 2, reading: long) / LinearTimeTests.fastest(of: 2, reading: short)
      }
      try #require(ratio < 3.5, "\(size) bytes against twice as many")
    }
  }

  /// Processor seconds that this thread needs to read a text, the least of some attempts.
  private static func fastest(of attempts: Int, reading text: [UInt8]) -> Double {
    (0..<attempts).map { _ in
      let start = seconds()
      text.withUnsafeBytes { text in
        var reader = Reader(text)
        while reader.next() {}
        precondition(reader.position == text.count)
      }
      return seconds() - start
    }.min()!
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
