import Layout
import TestSupport
import Testing

import Linting

/// A large file is read by several threads; nobody may be able to tell.
@Suite("Threads")
struct ParallelReadTests {
  /// A file of more than a megabyte with a defect of some sort in every so many rows.
  private func text(seed: UInt64, every: Int, ending: String) -> String {
    var state = seed
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var lines = ["EmailAddress,UserName,Password"]
    for row in 1...22_000 {
      let name = "person.number\(row)"
      var fields = ["\(name)@students.contoso.com", name, "Wren-\(row)-\(random(1_000_000))"]
      if random(every) == 0 {
        switch random(12) {
        case 0: fields[0] = "person.number\(random(row) + 1)@students.contoso.com"
        case 1: fields[1] = "person.number\(random(row) + 1)"
        case 2: fields[2] = ""
        case 3: fields[0] = "\(name)@students.contsoo.com"
        case 4: fields[1] = " \(name)"
        case 5: fields[2] = "Wr,en"
        case 6: fields[2] = "\"Wren\nlong\""
        case 7: fields[2] = "\"Wren"
        case 8: fields = ["", "", ""]
        case 9: fields[0] = "\(name)@@contoso.com"
        case 10: fields[2] = "a\"b"
        default: fields = [""]
        }
      }
      lines.append(fields.joined(separator: ","))
    }
    return lines.joined(separator: ending) + ending
  }

  @Test(
    "Any number of threads finds the same, whatever is wrong",
    arguments: zip([10_000_000, 1000, 30, 3], ["\n", "\r\n", "\n", "\r\n"]))
  func same(every: Int, ending: String) throws {
    for seed in 1...2 as ClosedRange<UInt64> {
      let memory = Array(text(seed: seed, every: every, ending: ending).utf8)
      try memory.withUnsafeBytes { bytes in
        #expect(bytes.count > 1 << 20)
        let linter = Linter(options: LintOptions())
        func lint(threads: Int?) throws -> LintResult {
          try linter.lint(Input(path: "users.csv", document: Document(bytes, owner: nil)), threads: threads)
        }
        let whole = try lint(threads: 1)
        for threads in [2, 3, 7, 16, nil] {
          let parts = try lint(threads: threads)
          #expect(parts.rows == whole.rows)
          #expect(parts.verdicts == whole.verdicts)
          #expect(parts.findings.map(\.place) == whole.findings.map(\.place))
          #expect(parts.findings.map { $0.related?.place.row } == whole.findings.map { $0.related?.place.row })
        }
      }
    }
  }
}
