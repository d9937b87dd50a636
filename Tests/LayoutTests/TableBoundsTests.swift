import Layout
import Testing

@Suite("Where the table begins and ends")
struct TableBoundsTests {
  static let vocabulary = HeaderVocabulary(
    names: ["EmailAddress", "UserName", "Password", "UserRoot", "E-Mail", "Login", "Kennwort"],
    fixedLines: ["version:v1.0"])

  private func bounds<Result>(_ text: String, _ body: (TableBounds) -> Result) -> Result {
    text.withBytes { body(TableBounds($0, from: 0, line: 1, vocabulary: Self.vocabulary)) }
  }

  static let rows = Dump([.address, .signIn, .password]).text()
  static let header = "EmailAddress,UserName,Password\n"

  @Test(
    "Lines above the header row are found",
    arguments: [
      "Mailbox migration - wave 1,,\n,,\n", "```csv\n", "# made on Monday\n# by Ada\n", "Users\n\n",
      "Exported: 2026-03-02\n",
      "\"Wave 1; as of March\"\n", "// list\n", "Contoso GmbH,Migration,\n",
      "Contact: it@contoso.com,,\nDate:,2026-03-02,\n",
      "Server:,imap.contoso.org,\nAdmin:,mailadmin,Stork-6105\n", "Prepared by it@contoso.com\n",
    ])
  func above(lines: String) {
    bounds(lines + Self.header + Self.rows) { bounds in
      #expect(bounds.above.count == lines.count { $0 == "\n" })
      #expect(bounds.start == lines.utf8.count)
      #expect(bounds.line == bounds.above.count + 1)
      #expect(bounds.hasKnownHeader)
    }
  }

  @Test("A title above rows without a header row is found")
  func titleAboveRows() {
    bounds("Wave 1\n" + Self.rows) { #expect($0.above.count == 1 && !$0.hasKnownHeader) }
  }

  @Test("A title above a header row in words that nobody knows is found")
  func titleAboveUnknownHeader() {
    bounds("Wave 1\nPostkasten,Kunde,Losung\n" + Self.rows) { #expect($0.above.count == 1 && $0.line == 2) }
  }

  @Test("Rows above the header row are no title: the list was sorted")
  func sorted() {
    let rows = Self.rows.split(separator: "\n").map { $0 + "\n" }
    bounds(rows[0] + Self.header + rows[1...].joined()) { #expect($0.above.isEmpty && $0.start == 0) }
  }

  @Test(
    "A line that underlines the header row is found", arguments: ["-----,---,===\n", "------------\n", "---|---|---\n"])
  func ruler(line: String) {
    bounds(Self.header + line + Self.rows) { #expect($0.ruler?.number == 2) }
    bounds(Self.header + Self.rows) { #expect($0.ruler == nil) }
  }

  @Test("In a list of one column, words below the rows are values")
  func wordsOfOneColumn() {
    bounds("E-Mail\nLeeds\nYork\nBest regards\nEnd\n") { #expect($0.below.isEmpty) }
  }

  @Test("A file that begins with its header row or with a row has nothing above it")
  func nothing() {
    for text in [
      Self.header + Self.rows, Self.rows, "\n\n" + Self.header, "version:v1.0\n" + Self.header, "#,E-Mail\n", "",
    ] {
      bounds(text) { #expect($0.above.isEmpty && $0.below.isEmpty && $0.end == text.utf8.count, "\(text)") }
    }
  }

  @Test(
    "Lines below the rows are found",
    arguments: [
      ("```\n", true), ("Total,,6\n", true), ("\nTotal: 6\n", true), ("Summe: 6;;\n", true),
      ("(6 rows affected)\n", true),
      ("# end\n", true), ("|---|---|\n", true), ("Please ask Ada about these\n", false), ("EOF\n", false),
      ("</pre>\n", true), ("Kind regards,\nAda\n", false),
    ])
  func below(lines: String, isCertain: Bool) {
    let table = Self.header + Self.rows
    bounds(table + lines) { bounds in
      #expect(bounds.end == table.utf8.count)
      #expect(bounds.below.allSatisfy(\.kind.isCertain) == isCertain)
    }
  }

  @Test(
    "A row is no line below the table",
    arguments: [
      "ada@elmforge.com\n", "total@elmforge.com,total,Wren-1\n", "\n\n", "x\n", ",,\n", "total,total,Wren-1\n",
      "Wren-\n2\"\n",
    ])
  func notBelow(lines: String) {
    bounds(Self.header + Self.rows + lines) { #expect($0.below.isEmpty, "\($0.below)") }
  }

  @Test("A header row in line 5,000 is found, and far below the limit nothing takes long")
  func far() {
    let title = String(repeating: "# nothing\n", count: 4_999)
    bounds(title + Self.header + Self.rows) { #expect($0.line == 5_000) }
    bounds(String(repeating: "nothing at all\n", count: 700_000)) { #expect($0.above.isEmpty) }
    bounds(String(repeating: "x", count: 10_000_000)) { #expect($0.above.isEmpty) }
    bounds(String(repeating: "a,", count: 100_000) + "\n") { #expect($0.above.isEmpty) }
  }
}
