import CSV
import Linting
import TestSupport
import Testing

/// Random damage to whole files: what fixing promises holds for whatever comes.
@Suite("Fixing of damaged files")
struct CorruptionTests {
  /// What people and programs do to a file.
  private static let splinters = [
    " ", "  ", "\u{A0}", "\u{200B}", "\t", ",", ";", "\"", "\"\"", "\r", "\n", "\r\n", "\\\"", "\u{201C}", "/", "\\",
    "@", "\u{FEFF}", "\u{1}", "=\"1\"", "\u{E9}", "\n\n", ",,\n",
  ]

  private static func damaged(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0 where place < bytes.count: bytes.remove(at: place)
      case 1 where place < bytes.count:
        bytes[place] = Array("x,;\" \n\u{7F}").randomElement(using: &generator)!.utf8.first!
      default: bytes.insert(contentsOf: splinters.randomElement(using: &generator)!.utf8, at: place)
      }
    }
    return bytes
  }

  @Test("No row without a finding changes, nothing new is found, a second run changes nothing", arguments: 0..<24)
  func promises(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let fixtures = Fixture.good + Fixture.bad
    for _ in 0..<40 {
      let fixture = fixtures.randomElement(using: &generator)!
      guard fixture.bytes.count < 20_000 else { continue }
      var sample = fixture.sample()
      sample.bytes = Self.damaged(sample.bytes, &generator)
      for unsafe in [false, true] {
        let fixed = try Fixed(sample, unsafe: unsafe)
        guard fixed.outcome.bytes != nil else { continue }
        var again = sample
        again.bytes = fixed.bytes
        #expect(
          try Fixed(again, unsafe: unsafe).outcome.bytes == nil, "\(fixture) \(seed): \(Self.readable(sample.bytes))")
        try expectUntouched(fixed.outcome, "\(fixture) \(seed): \(Self.readable(sample.bytes))")
        expectNothingNew(fixed.outcome, "\(fixture) \(seed): \(Self.readable(sample.bytes))")
      }
    }
  }

  private static func readable(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }

  /// The values of each row, and the row's number.
  private func rows(_ file: LintResult) -> [(number: Int, values: [String])] {
    let layout = file.layout
    var reader = layout.rowReader()
    var rows: [(Int, [String])] = []
    var number = 0
    while reader.next() {
      if reader.isBlank, reader.count == 1 { continue }
      if reader.count == 1, reader.end - reader.start == 1, layout.document.text[reader.start] == 0x1A { continue }
      number += 1
      rows.append((number, reader.fields.map { String(decoding: layout.document.text[$0.value], as: UTF8.self) }))
    }
    return rows
  }

  /// Rows without a finding keep every value, in their order.
  private func expectUntouched(_ outcome: FixApplier.Outcome, _ comment: String) throws {
    let wide: Set = [
      "column-unknown", "column-unnamed", "column-order", "header-unexpected", "header-missing", "unclosed-quote",
      "trailing-delimiters", "row-quoted",
      // A guess about one domain can show that another is a slip.
      "address-outlier",
    ]
    guard outcome.fixed.keys.allSatisfy({ !wide.contains($0.name) }), outcome.original.layout.isReadable,
      outcome.file.layout.isReadable
    else { return }
    let concerned = Set(outcome.original.findings.compactMap(\.place.row))
    let after = rows(outcome.file).map(\.values)
    var next = after.startIndex
    for row in rows(outcome.original) where !concerned.contains(row.number) {
      guard let found = after[next...].firstIndex(of: row.values) else {
        Issue.record("row \(row.number) changed: \(comment)")
        return
      }
      next = found + 1
    }
  }

  /// A rule that finds more than before judges what was hidden before.
  private func expectNothingNew(_ outcome: FixApplier.Outcome, _ comment: String) {
    let before = Dictionary(grouping: outcome.original.findings, by: \.rule.name).mapValues(\.count)
    for (rule, findings) in Dictionary(grouping: outcome.file.findings, by: \.rule.name)
    where findings.count > before[rule, default: 0] {
      let found = RuleRegistry.rule(named: rule)!
      // What is asked of known columns only was hidden while the header was broken.
      if found.asValueRule?.roles != nil { continue }
      // The values of rows with something around them are not judged before it is taken off.
      if outcome.original.layout.evidence.framing != nil { continue }
      let section = found.info.section
      #expect(section != .structure && section != .characters && section != .file, "\(rule) is new: \(comment)")
    }
  }
}
