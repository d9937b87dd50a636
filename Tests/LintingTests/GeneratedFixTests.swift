import Linting
import TestSupport
import Testing

/// What fixes promise, over files of any layout.
@Suite("Fixes of generated dumps")
struct GeneratedFixTests {
  private func errors(_ file: LintResult) -> Int { file.findings.count { $0.severity == .error } }

  @Test(
    "The errors never grow, an offered fix is made, and a second run changes nothing", arguments: UInt64(1)...8)
  func promises(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<250 {
      var sample = LintSample(GeneratedDump.file(&random))
      let before = try sample.lint()
      let fixer = Fixer(before)
      let offered = before.findings.compactMap { finding in fixer.fix(for: finding).map { (finding.rule, $0.isSafe) } }
      for isUnsafe in [false, true] {
        let comment = Comment(rawValue: "seed \(seed), file \(number), unsafe \(isUnsafe)")
        let fixed = try Fixed(sample, unsafe: isUnsafe)
        #expect(errors(fixed.outcome.file) <= errors(before), comment)
        if offered.contains(where: { isUnsafe || $0.1 }) { #expect(fixed.outcome.bytes != nil, comment) }
        let bytes = sample.bytes
        sample.bytes = fixed.bytes
        #expect(try Fixed(sample, unsafe: isUnsafe).outcome.bytes == nil, comment)
        sample.bytes = bytes
      }
    }
  }
}
