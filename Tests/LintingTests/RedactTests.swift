import Linting
import TestSupport
import Testing

@Suite("Redacted copies")
struct RedactTests {
  /// What does not depend on particular words or characters, and is what people report errors about.
  private static let kept: Set<RuleInfo.Section> = [.file, .structure, .header]

  private func findings(_ sample: LintSample) throws -> [String] {
    let result = try sample.lint()
    return zip(result.findings, result.verdicts).filter {
      Self.kept.contains(RuleRegistry.rule(named: $0.0.rule.name)!.info.section)
    }.map(\.1)
  }

  @Test("A copy of a fixture has the same findings about the structure", arguments: Fixture.good + Fixture.bad)
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

  @Test("A copy has no word of the rows but documented values", arguments: Fixture.good)
  func secrecy(fixture: Fixture) throws {
    let sample = try fixture.sample()
    let result = try sample.lint()
    guard let bytes = result.redacted() else { return }
    // Documented values stay, in any letter case, and so do providers of mailboxes.
    let listed = Set(
      result.context.layout.kind.columns.flatMap { column in
        ([column.permitted] + column.conditions.map(\.permitted)).flatMap { $0.values }
      }.map { $0.lowercased() }
    ).union(["googlemail"])
    let headerEnd = result.context.layout.header.map { $0.isMissing ? 0 : $0.range.upperBound } ?? 0
    func lines(_ bytes: [UInt8]) -> [Substring] {
      String(decoding: bytes.dropFirst(headerEnd), as: UTF8.self).split(whereSeparator: \.isNewline)
    }
    for (old, new) in zip(lines(sample.bytes), lines(bytes)) {
      let words = Set(
        old.split { !$0.isASCII || !$0.isLetter }.filter { $0.count > 5 && !listed.contains($0.lowercased()) })
      let remaining = words.intersection(new.split { !$0.isASCII || !$0.isLetter })
      #expect(remaining.isEmpty, "\(remaining)")
    }
  }
}
