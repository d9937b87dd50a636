import Linting
import TestSupport
import Testing

/// What fixes promise, over files of any layout.
@Suite("Fixes of generated dumps")
struct GeneratedFixTests {
  @Test(
    "A second run changes nothing", arguments: UInt64(1)...2)
  func promises(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for number in 0..<250 {
      var sample = LintSample(GeneratedDump.file(&random))
      for isUnsafe in [false, true] {
        let comment = Comment(rawValue: "seed \(seed), file \(number), unsafe \(isUnsafe)")
        let fixed = try Fixed(sample, unsafe: isUnsafe)
        // A corrected header row can make it another kind of file, which is judged anew.
        guard try fixed.outcome.file.layout.kind.name == sample.lint().layout.kind.name else { continue }
        let bytes = sample.bytes
        sample.bytes = fixed.bytes
        #expect(try Fixed(sample, unsafe: isUnsafe).outcome.bytes == nil, comment)
        sample.bytes = bytes
      }
    }
  }
}
