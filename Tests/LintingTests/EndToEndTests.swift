import Linting
import TestSupport
import Testing

/// The catalogue's three promises, as whole stories.
@Suite("Promises")
struct EndToEndTests {
  private static let people = [
    "alberta", "bruno", "clara", "dario", "edith", "frank", "gina", "hugo", "ida", "jonas", "karla", "leo",
  ]

  private func rows(_ separator: String = ",") -> [String] {
    Self.people.enumerated().map { "\($1)@contoso.com\(separator)\($1)\(separator)Wren-48\($0)" }
  }

  private func verdicts(_ lines: [String], server: String? = nil) throws -> [String] {
    var sample = LintSample(Array((lines.joined(separator: "\n") + "\n").utf8))
    sample.options.server = server
    return try sample.lint().verdicts
  }

  @Test("A semicolon file gives its one cause, and a second defect further down")
  func semicolons() throws {
    var lines = ["EmailAddress;UserName;Password"] + rows(";")
    lines[8] = "hugo@contoso..com;hugo;Wren-487"
    #expect(try verdicts(lines) == ["1:13 error delimiter", "9:14 error address-syntax"])
  }

  @Test("A header with commas over rows with semicolons is one finding, too")
  func mixedSeparators() throws {
    #expect(try verdicts(["EmailAddress,UserName,Password"] + rows(";")) == ["2:20 error delimiter"])
  }

  @Test("A file without header gives its one cause, and a second defect further down")
  func headless() throws {
    var lines = rows()
    lines[7] = "hugo@contoso.com,,Wren-487"
    #expect(try verdicts(lines) == ["1:1 error header-missing", "8:18 error value-missing"])
  }

  @Test("A first quote that is never closed gives its one cause, and a second defect further down")
  func unclosed() throws {
    var lines = ["\"EmailAddress,UserName,Password"] + rows()
    lines[8] = "hugo@contoso.com,hugo"
    #expect(try verdicts(lines) == ["1:1 error unclosed-quote", "9:1 error column-count"])
    lines = ["EmailAddress,UserName,Password"] + rows()
    lines[1] = "\"" + lines[1]
    lines[8] = "hugo@contoso.com,hugo"
    #expect(try verdicts(lines) == ["2:1 error unclosed-quote", "9:1 error column-count"])
  }

  @Test("Rows that all have one value too many are one finding")
  func surplus() throws {
    #expect(
      try verdicts(["EmailAddress,UserName,Password"] + rows().map { $0 + "," }) == ["2:1 error trailing-delimiters"])
  }

  @Test(
    "One mistake in fifty thousand rows is one finding at its place",
    arguments: [
      ("user31415@contoso.com,user31415,", "31416:33 error value-missing"),
      ("user31415@contoso,user31415,Wren-31415", "31416:1 warning address-unusual"),
      ("user27@contoso.com,user31415,Wren-31415", "31416:1 error duplicate-mailbox"),
      ("user31415@contoso.com,user27,Wren-31415", "31416:23 warning duplicate-source"),
      ("user31415@contsoo.com,user31415,Wren-31415", "31416:11 warning address-outlier"),
      ("user31415@contoso.com, user31415,Wren-31415", "31416:23 warning value-whitespace"),
      ("user31415@contoso.com,user31415,Wr,en-31415", "31416:1 error column-count"),
      ("user31415@contoso.com,user31415,\"Wren-31415", "31416:33 error unclosed-quote"),
    ])
  func oneInFiftyThousand(line: String, expected: String) throws {
    var lines = ["EmailAddress,UserName,Password"] + (1...50_000).map { "user\($0)@contoso.com,user\($0),Wren-\($0)" }
    lines[31_415] = line
    // A doubled row is also a sign-in name of another mailbox, and the other way round: one cause, one finding is
    // asked of each rule, so the rules beside it are named.
    let found = try verdicts(lines)
    #expect(found.contains(expected))
    #expect(found.filter { !$0.hasSuffix(" login-mailbox") } == [expected])
  }

  @Test("Equal input gives equal findings")
  func stable() throws {
    for fixture in Fixture.bad.prefix(50) {
      #expect(try fixture.sample().lint().verdicts == fixture.sample().lint().verdicts)
    }
  }
}
