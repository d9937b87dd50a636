import Testing
import TestSupport

@Suite struct MarkedTextTests {
  @Test func marksAreTakenOutAndCounted() {
    let sample = MarkedText("é2️⃣,\r\n1️⃣\"1\"3️⃣")
    #expect(sample.bytes == Array("é,\r\n\"1\"".utf8))
    #expect(sample.marks == [5, 2, 8])
  }

  @Test func digitsWithoutAKeycapAreText() {
    let sample = MarkedText("1,2\u{FE0F},3\u{20E3}")
    #expect(sample.bytes == Array("1,2\u{FE0F},3\u{20E3}".utf8))
    #expect(sample.marks == [])
  }
}
