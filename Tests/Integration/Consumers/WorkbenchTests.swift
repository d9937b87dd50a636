import Foundation
import TestSupport
import Testing

private let hasBrowser =
  VirtualEnvironment.isInstalled
  && ["/usr/bin/chromium", "/usr/bin/chromedriver"].allSatisfy(FileManager.default.isExecutableFile)

/// The page of `batchlint serve` in Chromium.
@Suite(
  "Integration: the page in a browser", .serialized,
  .enabled(if: hasBrowser, "Chromium and its driver are not installed (make test-tools), or run `make venv`"))
struct WorkbenchTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a scenario of `Tests/Peers/workbench.py` reports.
  private func run<Answer: Decodable>(_ scenario: String, _ file: String) throws -> Answer {
    let result = try VirtualEnvironment.script("workbench.py", [Program.path, scenario, folder.path, file])
    return try #require(
      try? JSONDecoder().decode(Answer.self, from: Data(result.output.utf8)), "\(result.output)\(result.errors)")
  }

  private static let header = "EmailAddress,UserName,Password\r\n"
  private static let secret = "Wren-4821"

  /// Rows without findings.
  private func rows(_ count: Int) -> String {
    Self.header
      + (1...count).map { "user\($0)@contoso.com,user\($0)*mailadmin,\(Self.secret)\r\n" }.joined()
  }

  private struct Drop: Decodable {
    var welcome, verdict, diff, downloaded, storage, cookies, address: String
    var cells, console: [String]
  }

  @Test("A dropped file with semicolons is fixed, and downloaded as fix writes it; no password reaches the page")
  func drop() throws {
    let text = rows(30).replacing(",", with: ";").replacing("user7@contoso.com;", with: "user7@contoso.com ;")
    let path = try folder.write(text, as: "users.csv")
    let answer: Drop = try run("drop", path)
    #expect(answer.welcome == "Drop a migration file here")
    #expect(answer.verdict.contains("1 error"), "\(answer.verdict)")
    #expect(answer.cells == ["1\nuser1@contoso.com\nuser1*mailadmin\n••••••"])
    #expect(answer.diff.contains("+user7@contoso.com,user7*mailadmin,••••"))
    let downloaded = try Data(contentsOf: URL(fileURLWithPath: answer.downloaded))
    #expect(try Program.run(["fix", "--quiet", "--no-config", path]).status == 0)
    let fixed = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(downloaded == fixed && fixed != Data(text.utf8))
    #expect(!answer.storage.contains(Self.secret) && answer.storage.contains("user7@contoso.com"))
    #expect(!answer.diff.contains(Self.secret) && answer.cookies == "" && !answer.address.contains("token"))
    #expect(answer.console == [])
  }

  private struct Keyboard: Decodable {
    var message, place, edited, secret, storage: String
    var order, console: [String]
    var status: Int
  }

  @Test("A file is corrected, saved and closed with the keyboard; a typed password does not show")
  func keyboard() throws {
    let text = rows(300).replacing("user250@contoso.com", with: "user250@@contoso.com")
    let path = try folder.write(text, as: "users.csv")
    let answer: Keyboard = try run("keyboard", path)
    #expect(answer.message.contains("address-syntax"))
    #expect(answer.place == "251 2" && answer.edited == "b@contoso.com" && answer.secret == "")
    let expected = text.replacing(
      "user250@@contoso.com,user250*mailadmin,\(Self.secret)", with: "b@contoso.com,user250*mailadmin,Kestrel-7")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == expected)
    #expect(!answer.storage.contains(Self.secret) && !answer.storage.contains("Kestrel"))
    for control in ["choose", "download", "kind", "server", "admin", "domains", "only-findings", "grid"] {
      #expect(answer.order.contains(control), "\(answer.order)")
    }
    #expect(answer.status == 0 && answer.console == [])
  }

  private struct Scroll: Decodable {
    var paint: [String: Double]
    var firstRow: Double
    var opening, longTasks: [Double]
    var frames, drawn, memory: Int
    var console: [String]
  }

  @Test("50,000 rows are drawn within half a second, and scroll without a long task")
  func scroll() throws {
    let answer: Scroll = try run("scroll", folder.write(rows(50_000), as: "users.csv"))
    let measured =
      "first paint \(answer.paint), first row \(answer.firstRow) ms, \(answer.longTasks), \(answer.memory) KiB"
    print(measured)
    #expect(answer.firstRow < 500 && answer.paint["first-contentful-paint"] ?? 1e9 < 500, "\(measured)")
    #expect(answer.longTasks.allSatisfy { $0 < 50 } && answer.frames == 120, "\(measured)")
    // Only what is visible is in the document.
    #expect(answer.drawn < 80, "\(measured)")
    #expect(answer.memory < 100 << 10, "\(measured)")
    #expect(answer.console == [])
  }

  private struct Probe: Decodable {
    var question, progress, stopped, done, causes, storage, counts: String
    var console, left: [String]
  }

  @Test("A probe is confirmed, followed, stopped and resumed; each credential is sent once")
  func probe() throws {
    let answer: Probe = try run("probe", folder.write(ownSignIns(31), as: "users.csv"))
    #expect(answer.question.contains("31 sign-ins for 31 rows at 127.0.0.1 port"))
    #expect(answer.progress.contains("of 31 rows") && answer.stopped.contains("stopped early: the run was interrupted"))
    #expect(answer.done.contains("30 of 31 rows opened their mailbox") && !answer.done.contains("stopped early"))
    #expect(answer.causes.contains("probe-not-authorized"), "\(answer.causes)")
    #expect(answer.counts.contains("31 sign-ins, 31 accepted, 0 refused; refused before and sent again: 0"))
    #expect(!answer.storage.contains(Self.secret) && answer.console == [])
    // The journal went with the server.
    #expect(answer.left == [])
  }

  /// Rows in which each user signs in with a password of its own.
  private func ownSignIns(_ count: Int) -> String {
    let rows = (1...count).map { "user\($0)@contoso.com,user\($0)@contoso.com,\(Self.secret)-\($0)\r\n" }
    return Self.header + rows.joined()
  }

  /// How many rules the page passes, and what is wrong.
  private struct Verdict: Decodable {
    var passes: Int
    var violations: [String]

    init(from decoder: any Decoder) throws {
      var container = try decoder.unkeyedContainer()
      passes = try container.decode(Int.self)
      violations = try container.decode([String].self)
    }
  }

  @Test("axe finds nothing, whatever the page shows, at three widths, light and dark")
  func accessible() throws {
    let text = rows(40).replacing("user7@contoso.com", with: "user7@@contoso.com").replacing(
      "user9@contoso.com", with: "user9@contoso.com ")
    let answers: [String: Verdict] = try run("axe", folder.write(text, as: "users.csv"))
    #expect(answers.count == 4 * 3 * 2 + 1)
    for (state, verdict) in answers where state != "broken" {
      #expect(verdict.violations == [] && verdict.passes > 15, "\(state): \(verdict.violations)")
    }
    let broken = try #require(answers["broken"]?.violations)
    for rule in ["html-has-lang", "color-contrast"] { #expect(broken.contains { $0.hasPrefix(rule) }, "\(broken)") }
  }
}
