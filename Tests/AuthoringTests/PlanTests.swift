import Migration
import Authoring
import Testing

@Suite("What goes into which batch")
struct PlanTests {
  private static let header = "EmailAddress,UserName,Password\n"

  /// Rows of these domains, one after the other; the admin is the row's number modulo `admins`.
  private func file(_ domains: [String], admins: Int = 1) -> [UInt8] {
    let rows = domains.enumerated().map { "user\($0)@\($1),user\($0)*admin\($0 % admins),Wren-4821\n" }
    return Array((Self.header + rows.joined()).utf8)
  }

  private func error(_ bytes: [UInt8], _ wishes: SplitOptions, kind: Kind? = nil) -> String? {
    do {
      _ = try roster(bytes, kind: kind).batches(wishes)
      return nil
    } catch { return "\(error)" }
  }

  @Test("A pilot has every domain, in proportion, and rows from all over the file")
  func pilot() throws {
    let domains = (0..<1000).map { $0 % 100 == 57 ? "rare.example" : $0 % 5 == 0 ? "contoso.edu" : "contoso.com" }
    let rows = try roster(file(domains)).batches(SplitOptions(pilot: 20))[0].rows
    #expect(rows.count == 20)
    let sent = Dictionary(grouping: rows) { domains[$0] }.mapValues(\.count)
    #expect(sent == ["rare.example": 1, "contoso.edu": 4, "contoso.com": 15])
    // One in each fifth of the file at least, for what is spread evenly has four there.
    #expect(Set(rows.map { $0 / 200 }).count == 5)
    #expect(try roster(file(domains)).batches(SplitOptions(pilot: 20))[0].rows == rows)
  }

  @Test("Many domains with one row each in the pilot do not send the same part of the file")
  func spread() throws {
    let domains = (0..<1000).map { "d\($0 % 10).example" }
    let rows = try roster(file(domains)).batches(SplitOptions(pilot: 10))[0].rows
    #expect(Set(rows.map { domains[$0] }).count == 10)
    #expect(Set(rows.map { $0 / 250 }).count == 4)
  }

  @Test("A pilot smaller than the number of domains takes the largest")
  func smallPilot() throws {
    let domains = (0..<40).map { $0 < 20 ? "contoso.com" : $0 < 35 ? "contoso.edu" : "d\($0).example" }
    let rows = try roster(file(domains)).batches(SplitOptions(pilot: 2))[0].rows
    #expect(rows.map { domains[$0] } == ["contoso.com", "contoso.edu"])
  }

  @Test("A pilot larger than the file is the file")
  func largePilot() throws {
    let batches = try roster(file(["contoso.com", "contoso.edu"])).batches(SplitOptions(pilot: 5))
    #expect(batches.map(\.name) == ["users-pilot.csv"])
    #expect(batches[0].rows == [0, 1])
  }

  @Test("Rows of one domain, or of one admin, stay together where they fit, in the order of the file")
  func keep() throws {
    let domains = ["a.example", "b.example", "A.example", "c.example", "b.example", "c.example"]
    let bytes = file(domains, admins: 2)
    #expect(try roster(bytes).batches(SplitOptions(rows: 4, keep: .domain)).map(\.rows) == [[0, 1, 2, 4], [3, 5]])
    #expect(try roster(bytes).batches(SplitOptions(rows: 3, keep: .admin)).map(\.rows) == [[0, 2, 4], [1, 3, 5]])
    // Too large for any batch: batches of its own, the last of which takes more.
    #expect(try roster(bytes).batches(SplitOptions(rows: 2, keep: .admin)).map(\.rows) == [[0, 2], [4], [1, 3], [5]])
    #expect(
      try roster(bytes).batches(SplitOptions(rows: 1, keep: .domain)).map(\.rows) == [[0], [2], [1], [4], [3], [5]])
  }

  @Test(
    "Names are letters, digits and hyphens, with as many digits as the last one needs",
    arguments: [
      ("lists/users.csv", "users-01.csv"), ("My users (März).final.CSV", "My-users-März-final-01.csv"),
      ("a_b.csv", "a-b-01.csv"), ("Zoe\u{308}.csv", "Zoe-01.csv"), ("日本.csv", "日本-01.csv"), ("&&&.csv", "batch-01.csv"),
      ("-x-.csv", "x-01.csv"), ("noextension", "noextension-01.csv"), (".csv", "csv-01.csv"),
      (String(repeating: "long-", count: 20) + ".csv", String(repeating: "long-", count: 11) + "lon-01.csv"),
    ])
  func names(path: String, expected: String) throws {
    let batches = try roster(file(["contoso.com"]), path: path).batches(SplitOptions())
    #expect(batches.map(\.name) == [expected])
    #expect(expected.dropLast(4).count <= 64)
  }

  @Test("A hundred batches have three digits")
  func digits() throws {
    let names = try roster(file(Array(repeating: "contoso.com", count: 100))).batches(SplitOptions(rows: 1)).map(\.name)
    #expect(names.first == "users-001.csv")
    #expect(names.last == "users-100.csv")
  }

  @Test("What cannot be is refused")
  func refused() throws {
    let two = file(["contoso.com", "contoso.com"])
    let small = try smallKind(rows: 5, bytes: 110)
    #expect(error(two, SplitOptions(rows: 0)) == "--rows must be at least 1")
    #expect(error(two, SplitOptions(pilot: -1)) == "--pilot must be at least 1")
    #expect(error(two, SplitOptions(rows: 6), kind: small) == "--rows 6: a file of this kind has at most 5 rows")
    #expect(
      error(two, SplitOptions(pilot: 2), kind: small)
        == "a pilot of 2 rows exceeds the size limit of this kind")
    #expect(
      try error(two, SplitOptions(), kind: smallKind(rows: 5, bytes: 60))
        == "row 1 alone exceeds the size limit of this kind")
    let own = Array((Self.header + "a@contoso.com,a,Wren-4821\n").utf8)
    #expect(error(own, SplitOptions(keep: .admin))?.hasPrefix("--keep admin: no sign-in name") == true)
    #expect(
      error(Array("UserName,Password\na,Wren-4821\n".utf8), SplitOptions(keep: .domain))
        == "--keep domain: no column contains addresses")
  }

  private static let doubtful: [(text: String, says: String)] = [
    ("", "empty file"),
    ("sep=,\n" + header + "a@contoso.com,a,x\n", "separator-line"),
    ("EmailAddress;UserName;Password\na@contoso.com;a;x\n", "delimiter"),
    ("a@contoso.com,a,x\nb@contoso.com,b,x\n", "header-missing"),
    (header + "a@contoso.com,a,\"x\nb@contoso.com,b,y\nc@contoso.com,c,z\n", "unclosed-quote"),
    (header + "a@contoso.com,a,x\nb@contoso.com\n", "line 3 makes the rows ambiguous (column-count)"),
    (header + "a@contoso.com,a,\"x\"y\n", "text-after-quote"),
    ("\n" + header + "a@contoso.com,a,x\n", "blank lines before the header row"),
    (header, "no rows to split"),
  ]

  @Test("A file whose rows are in doubt is not split", arguments: doubtful)
  func inDoubt(text: String, says: String) {
    let found = error(Array(text.utf8), SplitOptions()) ?? "divided"
    #expect(found.contains(says), "\(found)")
  }
}
