import Linting
import TestSupport
import Testing

@Suite("Fixtures")
struct FixtureTests {
  @Test("A good file is silent", arguments: Fixture.good)
  func good(fixture: Fixture) throws {
    #expect(try fixture.sample().lint().verdicts == [])
  }

  @Test("A bad file yields its findings, each at its place, and nothing else", arguments: Fixture.bad)
  func bad(fixture: Fixture) throws {
    #expect(!fixture.expected.isEmpty)
    #expect(try fixture.sample().lint().descriptions == fixture.expected)
  }

  @Test("A workbook yields its findings, each at its cell, and nothing else", arguments: Fixture.workbooks)
  func workbook(fixture: Fixture) throws {
    #expect(!fixture.expected.isEmpty)
    #expect(try fixture.sample().lint().descriptions == fixture.expected)
  }

  @Test("Every rule is shown by a fixture")
  func coverage() {
    let shown = Set(
      (Fixture.bad + Fixture.workbooks).flatMap(\.expected).compactMap { line in
        line.firstMatch(of: #/ (?:error|warning|info) ([a-z0-9-]+): /#).map { String($0.output.1) }
      })
    // These need the user's own rules, or megabytes; their pages show them.
    let elsewhere: Set = ["value-pattern", "file-too-large"]
    #expect(Set(RuleRegistry.checks.map(\.info.name)).subtracting(elsewhere).subtracting(shown) == [])
  }
}
