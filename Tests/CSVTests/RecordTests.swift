import CSV
import Testing

/// How many fields a record has, and what is expected of the next.
@Suite struct RecordTests {
  @Test(
    "empty fields",
    arguments: [
      (",", ["", ""]), (",,", ["", "", ""]), ("a,", ["a", ""]), (",a", ["", "a"]), ("a,\n", ["a", ""]),
      ("\"\",", ["", ""]),
    ])
  func emptyFields(_ text: String, _ values: [String]) {
    #expect(rows(of: text) == [values])
  }

  @Test func fieldsBeyondTheCapacityAreCounted() {
    let cells = (0..<1_100).map { "v\($0)" }
    let text = cells.joined(separator: ",") + ",\"x\"y\n" + cells.joined(separator: ",") + "\na,b\n"
    let read = records(of: text)
    #expect(read.map(\.count) == [1_101, 1_100, 2])
    #expect(read.map(\.fields.count) == [1_024, 1_024, 2])
    #expect(rows(of: text)[1] == Array(cells.prefix(1_024)))
    // What is wrong with a field that is not kept is reported still.
    #expect(read.map(\.flags) == [[.quoted, .textAfterQuote], [], []])
    #expect(read[0].defects.map(\.field) == [1_100])
  }

  @Test("how many fields are expected of each record", arguments: [(nil, [3, 3]), (5, [5, 5])] as [(Int?, [Int])])
  func expectedCount(_ given: Int?, _ expected: [Int]) {
    Array("a,b,c\n1\n".utf8).withUnsafeBytes { text in
      var reader = Reader(text)
      reader.expectedCount = given
      var seen: [Int?] = []
      while reader.next() { seen.append(reader.expectedCount) }
      #expect(seen == expected)
    }
  }

  @Test(
    "blank records",
    arguments: [
      ("", ",", true), (" \t ", ",", true), (" ", "\t", true), (" \t ", "\t", false), ("a", ",", false),
      (" , ", ",", false),
      ("\"\"", ",", false), ("\"", ",", false), ("\u{A0}", ",", false),
    ] as [(String, Character, Bool)])
  func blankRecords(_ record: String, _ delimiter: Character, _ isBlank: Bool) {
    Array("\(record)\n".utf8).withUnsafeBytes { text in
      var reader = Reader(text, delimiter: delimiter.asciiValue!)
      let isRecord = reader.next()
      #expect(isRecord)
      #expect(reader.isBlank == isBlank)
    }
  }

  @Test func nothingOfARecordIsLeftInTheNext() {
    let read = records(of: "a\"b, \"c\"\n1,2\n")
    #expect(!read[0].flags.isEmpty && read[0].defects.count == 2)
    #expect(read[1].flags == [] && read[1].defects == [])
  }

  @Test func aTextWithoutAnAddressIsEmpty() {
    var reader = Reader(UnsafeRawBufferPointer(start: nil, count: 0))
    let isRecord = reader.next()
    #expect(!isRecord)
    #expect(reader.number == 0)
  }
}
