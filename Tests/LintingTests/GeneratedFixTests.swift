import Linting
import TestSupport
import Testing

/// What fixes promise, over files of any layout.
@Suite("Fixes of generated dumps")
struct GeneratedFixTests {
  @Test("Offered fixes are made, errors do not grow, and a second run changes nothing", arguments: UInt64(1)...3)
  func promises(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<200 {
      var sample = LintSample(GeneratedDump.file(&random))
      for isUnsafe in [false, true] {
        let comment = Comment(rawValue: "seed \(seed), file \(number), unsafe \(isUnsafe)")
        let fixed = try Fixed(sample, unsafe: isUnsafe)
        let (original, left) = (fixed.outcome.original, fixed.outcome.file)

        let fixer = Fixer(left)
        let offered = left.findings.filter { finding in fixer.fix(for: finding).map { isUnsafe || $0.isSafe } ?? false }
        #expect(offered.map(\.rule.info.name) == [], comment)

        // What a broken row or text hides comes to light with its fix.
        let hides = original.findings.contains {
          !$0.rule.info.traits.isDisjoint(with: [.obscuresRows, .hidesMeaning])
        }
        #expect(hides || left.count(.error) <= original.count(.error), comment)

        let bytes = sample.bytes
        sample.bytes = fixed.bytes
        #expect(try Fixed(sample, unsafe: isUnsafe).outcome.bytes == nil, comment)
        sample.bytes = bytes
      }
    }
  }
}
