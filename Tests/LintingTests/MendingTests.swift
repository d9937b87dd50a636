import Foundation
import Linting
import TestSupport
import Testing

/// What mending makes of a file.
struct Mended {
  let bytes: [UInt8]
  let outcome: Mender.Outcome

  init(_ sample: LintSample, unsafe: Bool) throws {
    outcome = try Mender(Linter(options: sample.options), allowsUnsafe: unsafe).mend(sample.input)
    bytes = outcome.bytes ?? sample.bytes
  }
}

@Suite("Mending")
struct MendingTests {
  /// `fixtures/mended/` holds what the safe fixes make of a bad file, `fixtures/guessed/` what all of them make.
  private static func golden(_ folder: String, _ fixture: Fixture) -> [UInt8]? {
    let name = (fixture.path as NSString).lastPathComponent
    return (try? Data(contentsOf: Fixture.root.appendingPathComponent("fixtures/\(folder)/\(name)"))).map(Array.init)
  }

  @Test("Each bad file is mended as it stands in fixtures/mended", arguments: Fixture.bad)
  func safe(fixture: Fixture) throws {
    #expect(try Mended(fixture.sample(), unsafe: false).bytes == Self.golden("mended", fixture) ?? fixture.bytes)
  }

  @Test("With the guesses it is mended as it stands in fixtures/guessed", arguments: Fixture.bad)
  func guessed(fixture: Fixture) throws {
    let expected = Self.golden("guessed", fixture) ?? Self.golden("mended", fixture) ?? fixture.bytes
    #expect(try Mended(fixture.sample(), unsafe: true).bytes == expected)
  }

  @Test("What a fix would bring is judged by all rules, also by those that are switched off")
  func judged() throws {
    let rows = (1...12).map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\n" }.joined()
    var sample = LintSample(Array("EmailAddress,UserName,Password\n\(rows)mailadmin@contoso.com,mailadmin*superadmin,Wren-4821\n".utf8))
    #expect(try Mended(sample, unsafe: true).outcome.bytes == nil)
    sample.options.selection.ignored = ["login-mailbox"]
    #expect(try Mended(sample, unsafe: true).outcome.bytes == nil)
  }

  @Test("A good file stays as it is", arguments: Fixture.good)
  func good(fixture: Fixture) throws {
    #expect(try Mended(fixture.sample(), unsafe: true).outcome.bytes == nil)
  }

  @Test("Nothing is left that has a fix, and a second run changes nothing", arguments: Fixture.bad)
  func settled(fixture: Fixture) throws {
    for unsafe in [false, true] {
      var sample = fixture.sample()
      let first = try Mended(sample, unsafe: unsafe)
      sample.bytes = first.bytes
      #expect(try Mended(sample, unsafe: unsafe).outcome.bytes == nil)
    }
  }
}
