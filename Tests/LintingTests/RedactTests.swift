import Linting
import TestSupport
import Testing

@Suite("Redacted copies")
struct RedactTests {
  /// Rules about particular words or characters, which a copy has no more, and what follows from them.
  private static let aboutWords: Set<String> = []

  private func findings(_ sample: LintSample) throws -> [String] {
    try sample.lint().verdicts.filter { verdict in !Self.aboutWords.contains { verdict.hasSuffix(" \($0)") } }
  }

  @Test("A copy of a fixture has the same findings", arguments: Fixture.good + Fixture.bad)
  func agreement(fixture: Fixture) throws {
    let sample = try fixture.sample()
    guard sample.options.admin == nil, sample.options.domains.isEmpty, let bytes = try sample.lint().redacted() else {
      return
    }
    var copy = sample
    copy.bytes = bytes
    #expect(bytes.count == sample.bytes.count)
    #expect(try findings(copy) == findings(sample))
  }

  @Test("A copy has no word of four letters or more of the rows", arguments: Fixture.good)
  func secrecy(fixture: Fixture) throws {
    let sample = try fixture.sample()
    guard let bytes = try sample.lint().redacted() else { return }
    let lines = String(decoding: sample.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let rest = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    for (old, new) in zip(lines, rest).dropFirst() {
      let words = Set(old.split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 5 })
      let kept = words.filter { word in new.split { !$0.isLetter }.contains(word) }
      #expect(kept.count <= words.count / 2, "\(kept)")
    }
  }
}
