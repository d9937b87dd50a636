import Layout
import Testing

@Suite("What is around the rows")
struct RowFramingTests {
  private func framing(_ text: String) -> (RowFraming?, String) {
    text.withBytes { bytes in
      let vocabulary = TableBoundsTests.vocabulary
      let bounds = TableBounds(bytes, from: 0, line: 1, vocabulary: vocabulary)
      let framing = RowFraming.detect(bytes, bounds, vocabulary: vocabulary)
      return (framing, framing.map { String(decoding: $0.removed(from: bytes, bounds), as: UTF8.self) } ?? text)
    }
  }

  static let table = TableBoundsTests.header + TableBoundsTests.rows
  private static let lines = table.split(separator: "\n").map(String.init)

  @Test("Rows that are quoted as a whole are found and unquoted")
  func quoted() {
    let text = Self.lines.map { "\"\($0)\"\n" }.joined()
    #expect(framing(text) == (.quotedRows, Self.table))
    let plainHeader = Self.lines[0] + "\n" + Self.lines.dropFirst().map { "\"\($0)\"\n" }.joined()
    #expect(framing(plainHeader) == (.quotedRows, Self.table))
    #expect(framing("\"a@b.com,x,\"\"y\"\"\"\n\"c@d.com,x,y\"\n").1 == "a@b.com,x,\"y\"\nc@d.com,x,y\n")
  }

  @Test("A column of quoted values with commas is no row in quotes")
  func notQuoted() {
    #expect(framing("\"Brink, Ada\"\n\"Coyle, Ben\"\n").0 == nil)
    #expect(framing("\"EmailAddress\",\"UserName\"\n\"a@b.com\",\"c,d\"\n").0 == nil)
    #expect(framing(Self.table).0 == nil)
  }

  @Test("Separators at the end of every line are found and cut off", arguments: [";", ";;", "\t", "||"])
  func trailing(run: String) {
    let text = Self.lines.map { $0 + run + "\n" }.joined()
    let separator = run.utf8.first!
    #expect(framing(text) == (.trailing(separator: separator, count: run.utf8.count), Self.table))
  }

  @Test("An empty last column is no separator at the end")
  func emptyColumn() {
    #expect(framing("EmailAddress,UserName,Password,UserRoot\n" + "a@b.com,a,x,\nc@d.com,c,y,\n").0 == nil)
    #expect(framing("EmailAddress,UserName,Password\na@b.com,a,x;\nc@d.com,c,y\n").0 == nil)
  }

  @Test("A table that is drawn becomes rows")
  func drawn() {
    let cells = Self.lines.map { "| " + $0.split(separator: ",").joined(separator: " | ") + " |\n" }
    #expect(framing(cells[0] + "|---|---|---|\n" + cells.dropFirst().joined()) == (.drawnTable, Self.table))
    #expect(framing("+---+---+---+\n" + cells.joined() + "+---+---+---+\n").0 == .drawnTable)
  }

  @Test(
    "A separator that no program reads as one is found, in the header row, the rows or both",
    arguments: [" ", ":", "\u{FF0C}", "\u{FF1B}", "\u{3001}", "\u{60C}", "\u{61B}"])
  func foreignSeparators(separator: String) {
    let foreign = Self.table.replacing(",", with: separator)
    #expect(framing(foreign).1 == Self.table)
    let (header, rows) = (TableBoundsTests.header, TableBoundsTests.rows)
    #expect(framing(header.replacing(",", with: separator) + rows).1 == Self.table)
    #expect(framing(header + rows.replacing(",", with: separator)).1 == Self.table)
  }

  @Test("Spaces and colons in passwords are no separators")
  func passwordsWithSeparators() {
    #expect(framing("EmailAddress,UserName,Password\na@b.com,a,x y z\nc@d.com,c,x:y:z\n").0 == nil)
  }
}
