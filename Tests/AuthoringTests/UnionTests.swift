import Files
import Linting
import Migration
import Authoring
import TestSupport
import Testing

private struct Memory: ByteSink {
  var bytes: [UInt8] = []
  mutating func write(_ part: UnsafeRawBufferPointer) throws(FileError) { bytes += part }
}

@Suite("The batches together are the file")
struct UnionTests {
  @Test("Every batch has the header, its rows byte for byte, and keeps within the limits", arguments: 0..<40)
  func union(block: Int) throws {
    for seed in UInt64(block * 25)..<UInt64(block * 25 + 25) {
      var generator = SeededGenerator(state: seed &* 77)
      let file = GeneratedSplitInput(seed: seed)
      let longest = file.rows.map(\.count).max()!
      let kind = try smallKind(
        rows: Int.random(in: 1...40, using: &generator),
        bytes: file.head.count + longest + Int.random(in: 0...2000, using: &generator))
      let wishes = SplitOptions(
        rows: Bool.random(using: &generator) ? nil : Int.random(in: 1...kind.maximumRows!, using: &generator),
        pilot: nil,
        keep: [nil, .domain, .admin].randomElement(using: &generator)!)
      let batches = try check(file, kind, wishes)
      #expect(wishes.keep != nil || batches.flatMap(\.rows) == Array(file.rows.indices), "seed \(seed)")
      if wishes.keep == .domain { checkDomains(file, batches, kind, wishes) }
      // A pilot that has no room is refused; that is tested elsewhere.
      let pilot = Int.random(in: 1...5, using: &generator)
      if pilot <= kind.maximumRows!, file.head.count + pilot * longest <= kind.documentedBytes! {
        var withPilot = wishes
        withPilot.pilot = pilot
        #expect(try check(file, kind, withPilot)[0].rows.count == min(pilot, file.rows.count))
      }
    }
  }

  private func check(_ file: GeneratedSplitInput, _ kind: Kind, _ wishes: SplitOptions) throws -> [Batch] {
    let roster = try roster(file.bytes, kind: kind)
    let batches = try roster.batches(wishes)
    #expect(batches.flatMap(\.rows).sorted() == Array(file.rows.indices))
    for (index, batch) in batches.enumerated() {
      let isPilot = index == 0 && wishes.pilot != nil
      var memory = Memory()
      try roster.write(batch, to: &memory)
      #expect(memory.bytes == file.head + batch.rows.flatMap { file.rows[$0] })
      #expect(memory.bytes.count == batch.bytes)
      #expect(batch.bytes <= kind.documentedBytes!)
      #expect(batch.rows == batch.rows.sorted())
      #expect(batch.rows.count <= min(kind.maximumRows!, isPilot ? wishes.pilot! : wishes.rows ?? .max))
    }
    return batches
  }

  /// A domain is in several batches only if one would not hold it.
  private func checkDomains(_ file: GeneratedSplitInput, _ batches: [Batch], _ kind: Kind, _ wishes: SplitOptions) {
    for domain in Set(file.domains) {
      let rows = file.rows.indices.filter { file.domains[$0] == domain }
      let fits =
        rows.count <= min(kind.maximumRows!, wishes.rows ?? .max)
        && file.head.count + rows.reduce(0) { $0 + file.rows[$1].count } <= kind.documentedBytes!
      let places = batches.count { !Set($0.rows).isDisjoint(with: rows) }
      #expect(!fits || places == 1, "\(domain) is in \(places) batches")
    }
  }

  @Test("Every fixture that can be divided is the sum of its batches")
  func fixtures() throws {
    var divided = 0
    for fixture in Fixture.good + Fixture.bad {
      let sample = fixture.sample()
      // A workbook is not split byte by byte.
      guard let roster = try? SplitInput(sample.input, options: sample.options), roster.layout.document.origin == nil
      else { continue }
      divided += 1
      let layout = roster.layout
      let head = Array(sample.bytes[..<layout.document.originalOffset(of: layout.rowsStart)])
      var union = head
      for batch in try roster.batches(SplitOptions(rows: 2)) {
        var memory = Memory()
        try roster.write(batch, to: &memory)
        #expect(memory.bytes.starts(with: head), "\(fixture)")
        union += memory.bytes.dropFirst(head.count)
      }
      #expect(union == sample.bytes, "\(fixture)")
      #expect(try roster.batches(SplitOptions(rows: 2)).allSatisfy { (1...2).contains($0.rows.count) })
    }
    #expect(divided > 0)
  }

  @Test("A file without a header, of a kind that has none, has none in its batches")
  func headless() throws {
    let kind = try Kind(
      yaml:
        "kind: bare\nheader: none\ncolumns:\n  - {name: EmailAddress, required: true, role: address}\n"
        + "  - {name: Name}\n",
      file: "bare.yaml")
    let file = Array("a@contoso.com,A\nb@contoso.com,B".utf8)
    let roster = try roster(file, kind: kind)
    var parts: [String] = []
    for batch in try roster.batches(SplitOptions(rows: 1)) {
      var memory = Memory()
      try roster.write(batch, to: &memory)
      parts.append(String(decoding: memory.bytes, as: UTF8.self))
    }
    #expect(parts == ["a@contoso.com,A\n", "b@contoso.com,B"])
  }

  @Test("The end mark of old systems stays at the end")
  func endMark() throws {
    let roster = try roster(
      Array("EmailAddress,UserName,Password\na@contoso.com,a,Wren-1\nb@contoso.com,b,Wren-2\n\u{1A}".utf8),
      server: "any")
    let batches = try roster.batches(SplitOptions(rows: 1))
    #expect(batches.map(\.rows) == [[0], [1]])
    var memory = Memory()
    try roster.write(batches[1], to: &memory)
    #expect(String(decoding: memory.bytes, as: UTF8.self).hasSuffix("b@contoso.com,b,Wren-2\n\u{1A}"))
  }
}
