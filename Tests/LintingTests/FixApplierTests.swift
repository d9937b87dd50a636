import Foundation
import Linting
import TestSupport
import Testing

/// A file after its fixes.
struct Fixed {
  let bytes: [UInt8]
  let outcome: FixApplier.Outcome

  init(_ sample: LintSample, unsafe: Bool) throws {
    outcome = try FixApplier(Linter(options: sample.options), allowsUnsafe: unsafe).apply(sample.input)
    bytes = outcome.bytes ?? sample.bytes
  }
}

@Suite("Fixing")
struct FixApplierTests {
  /// `fixtures/fixed/` holds what the safe fixes make of a bad file, `fixtures/fixed-unsafe/` what all of them make.
  private static func golden(_ folder: String, _ fixture: Fixture) -> [UInt8]? {
    let name = (fixture.path as NSString).lastPathComponent
    return (try? Data(contentsOf: Fixture.root.appendingPathComponent("fixtures/\(folder)/\(name)"))).map(Array.init)
  }

  @Test("Each bad file is fixed to the file in fixtures/fixed", arguments: Fixture.bad)
  func safe(fixture: Fixture) throws {
    #expect(try Fixed(fixture.sample(), unsafe: false).bytes == Self.golden("fixed", fixture) ?? fixture.bytes)
  }

  @Test("With unsafe fixes the result is the file in fixtures/fixed-unsafe", arguments: Fixture.bad)
  func fixedUnsafely(fixture: Fixture) throws {
    let expected = Self.golden("fixed-unsafe", fixture) ?? Self.golden("fixed", fixture) ?? fixture.bytes
    #expect(try Fixed(fixture.sample(), unsafe: true).bytes == expected)
  }

  @Test("What a fix would bring is judged by all rules, also by those that are switched off")
  func judged() throws {
    let rows = (1...12).map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\n" }.joined()
    var sample = LintSample(
      Array("EmailAddress,UserName,Password\n\(rows)mailadmin@contoso.com,mailadmin*superadmin,Wren-4821\n".utf8))
    #expect(try Fixed(sample, unsafe: true).outcome.bytes == nil)
    sample.options.selection.ignored = ["login-mailbox"]
    #expect(try Fixed(sample, unsafe: true).outcome.bytes == nil)
  }

  @Test("A good file stays as it is", arguments: Fixture.good)
  func good(fixture: Fixture) throws {
    #expect(try Fixed(fixture.sample(), unsafe: true).outcome.bytes == nil)
  }

  @Test("Nothing is left that has a fix, and a second run changes nothing", arguments: Fixture.bad)
  func settled(fixture: Fixture) throws {
    for unsafe in [false, true] {
      var sample = fixture.sample()
      let first = try Fixed(sample, unsafe: unsafe)
      sample.bytes = first.bytes
      #expect(try Fixed(sample, unsafe: unsafe).outcome.bytes == nil)
    }
  }
}
