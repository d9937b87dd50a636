import CSV
import TestSupport
import Testing

/// Where a record ends, on which line it is, and how its line ends.
@Suite struct LineTests {
  @Test(
    "line ends",
    arguments: [
      ("a\nb\n", ["a", "b"], [.lf, .lf]),
      ("a\r\nb\r\n", ["a", "b"], [.crlf, .crlf]),
      ("a\rb\r", ["a", "b"], [.cr, .cr]),
      ("a\nb\r\nc\rd\ne", ["a", "b", "c", "d", "e"], [.lf, .crlf, .cr, .lf, .none]),
      ("a\nb", ["a", "b"], [.lf, .none]),
      ("a", ["a"], [.none]),
      ("\n\r\n\n", ["", "", ""], [.lf, .crlf, .lf]),
      ("\r\r", ["", ""], [.cr, .cr]),
      ("\r\r\n", ["", ""], [.cr, .crlf]),
      ("\n\r", ["", ""], [.lf, .cr]),
      ("a\n\nb", ["a", "", "b"], [.lf, .lf, .none]),
      ("", [], []),
    ] as [(String, [String], [LineEnd])])
  func lineEnds(_ text: String, _ values: [String], _ ends: [LineEnd]) {
    #expect(rows(of: text) == values.map { [$0] })
    #expect(records(of: text).map(\.lineEnd) == ends)
    #expect(records(of: text).map(\.line) == Array(1..<(values.count + 1)))
  }

  @Test(
    "a lone CR",
    arguments: [
      Sample(
        "ends a record that has as many fields as expected", "a,b\n1,2\r3,4\n",
        rows: [["a", "b"], ["1", "2"], ["3", "4"]]),
      Sample("is part of a value before that", "a,b\n1\r2,3\n4,5", rows: [["a", "b"], ["1\r2", "3"], ["4", "5"]]),
      Sample(
        "is part of a value after that", "a,b\n1,2,3\r4\n5,6", rows: [["a", "b"], ["1", "2", "3\r4"], ["5", "6"]]),
      Sample("ends the first record", "a,b\r1,2\n3,4", rows: [["a", "b"], ["1", "2"], ["3", "4"]]),
      Sample(
        "is part of a value, where a number is given", "a\rb,c\n1,2", expecting: 2, rows: [["a\rb", "c"], ["1", "2"]]),
      Sample(
        "ends every line where there is no LF", "a,b\r1\r2,3,4\r5,6",
        rows: [["a", "b"], ["1"], ["2", "3", "4"], ["5", "6"]]),
      Sample("ends the last line", "a,b\n1\r", rows: [["a", "b"], ["1"]]),
      Sample("is part of a quoted value", "a,b\n1,\"x\ry\"\n3,4", rows: [["a", "b"], ["1", "x\ry"], ["3", "4"]]),
      Sample(
        "follows a closing quote at the end of a record", "a,b\n1,\"2\"\r3,4\n",
        rows: [["a", "b"], ["1", "2"], ["3", "4"]]),
      Sample(
        "follows a closing quote before that", "a,b\n\"1\"1️⃣\rx,2\n3,4",
        rows: [["a", "b"], ["1\"\rx", "2"], ["3", "4"]],
        defects: [.textAfter(0, 2)]),
      Sample("is before CRLF", "a,b\n1\r\r\n2,3", rows: [["a", "b"], ["1\r"], ["2", "3"]]),
    ])
  func loneCR(_ sample: Sample) { sample.check() }

  @Test("only an LF in the first 64 KiB counts", arguments: [(65_535, 1), (65_536, 2)])
  func lateLF(_ offset: Int, _ count: Int) {
    var text = Array("x\ry,".utf8)
    text += Array(repeating: UInt8(ascii: "z"), count: offset - text.count)
    text += Array("\nlast".utf8)
    #expect(records(of: text, expecting: 2).count == count + 1)
  }

  @Test func onlyAnLFBehindTheBeginningCounts() {
    Array("sep=,\na,b\r1\r2,3".utf8).withUnsafeBytes { text in
      var reader = Reader(text, from: 6, line: 2)
      var ranges: [Range<Int>] = []
      while reader.next() { ranges.append(reader.start..<reader.end) }
      #expect(ranges == [6..<9, 10..<11, 12..<15])
    }
  }

  @Test func linesOfLaterRecordsCountThoseInsideValues() {
    let text = "a,b\n\"x\n\ny\",1\r\n\"z\r\nw\",\"v\nv\"\n2,\"3\n4,5\n\n6,7"
    let read = records(of: text)
    #expect(read.map(\.line) == [1, 2, 5, 8, 9, 10, 11])
    #expect(read.map(\.lineEnd) == [.lf, .crlf, .lf, .lf, .lf, .lf, .none])
  }

  @Test func aRecordsRangeStopsBeforeItsLineEnd() {
    let sample = MarkedText("1️⃣a,b2️⃣\r\n3️⃣\"c\nd\",e4️⃣\n5️⃣6️⃣\n")
    let read = records(of: sample.bytes)
    #expect(read.flatMap { [$0.range.lowerBound, $0.range.upperBound] } == sample.marks)
  }

  @Test func readingBeginsAndGoesOnWhereItIsTold() {
    let sample = MarkedText("sep=,\n1️⃣a,b\n2️⃣\"c\nd\",e\n3️⃣f,g\n")
    sample.bytes.withUnsafeBytes { text in
      var reader = Reader(text, from: sample.marks[0], line: 2)
      var seen: [[Int]] = []
      while reader.next() { seen.append([reader.number, reader.start, reader.line]) }
      #expect(seen == [[1, sample.marks[0], 2], [2, sample.marks[1], 3], [3, sample.marks[2], 5]])
      #expect(reader.position == text.count)
      reader.rewind(to: sample.marks[1], line: 3)
      seen = []
      while reader.next() { seen.append([reader.number, reader.start, reader.line, reader.position]) }
      #expect(seen == [[4, sample.marks[1], 3, sample.marks[2]], [5, sample.marks[2], 5, text.count]])
    }
  }
}
