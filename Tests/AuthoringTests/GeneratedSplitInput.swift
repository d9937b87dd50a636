import Foundation
import Linting
import Migration
import Authoring
import TestSupport

/// SplitMix64: the same numbers every time.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A file of which it is known what its rows are, with everything that a row may legally be.
struct GeneratedSplitInput {
  /// The byte order mark and the header; the rows with the blank lines behind them.
  var head: [UInt8]
  var rows: [[UInt8]]
  /// Of each row.
  var domains: [String]
  var bytes: [UInt8] { head + rows.joined() }

  private static let encodings: [(mark: [UInt8], encoding: String.Encoding)] = [
    ([], .utf8), ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ([0xFF, 0xFE, 0, 0], .utf32LittleEndian), ([], .utf16LittleEndian),
  ]

  init(seed: UInt64) {
    var generator = SeededGenerator(state: seed)
    let (mark, encoding) = Self.encodings.randomElement(using: &generator)!
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &generator)!
    func encoded(_ text: String) -> [UInt8] { Array(text.data(using: encoding)!) }
    let count = Int.random(in: 1...60, using: &generator)
    let names = ["contoso.com", "contoso.edu", "FABRIKAM.com", "a.example", "b.example"].prefix(
      Int.random(in: 1...5, using: &generator))
    head = mark + encoded("EmailAddress,UserName,Password,Note" + lineEnd)
    rows = []
    domains = []
    for number in 0..<count {
      let domain = names.randomElement(using: &generator)!
      let notes = [
        "", "x", "Zoë Ångström", "\"a,b\"", "\"say \"\"hi\"\"\"", "\"two\(lineEnd)lines, with a comma\"", "日本語 😀",
        "\"\"",
      ]
      var row =
        "user\(number)@\(domain),user\(number)*admin\(number % 3),Wren-\(number),"
        + "\(notes.randomElement(using: &generator)!)"
      let isLast = number == count - 1
      if !isLast || Bool.random(using: &generator) { row += lineEnd }
      if !isLast, Int.random(in: 0..<8, using: &generator) == 0 { row += lineEnd }
      rows.append(encoded(row))
      domains.append(domain.lowercased())
    }
  }
}

/// A kind with limits that small files meet.
func smallKind(rows: Int, bytes: Int) throws -> Kind {
  try Kind(
    yaml: """
      kind: small
      limits: {rows: \(rows), bytes: \(bytes * 2), documented-bytes: \(bytes)}
      unknown-columns: allowed
      columns:
        - {name: EmailAddress, required: true, role: address}
        - {name: UserName, required: true, role: sign-in-name}
        - {name: Password, required: true, role: password}
      """, file: "small.yaml")
}

/// A roster of bytes in memory.
func roster(_ bytes: [UInt8], kind: Kind? = nil, server: String? = "dovecot", path: String = "users.csv") throws
  -> SplitInput
{
  var sample = LintSample(bytes)
  sample.path = path
  sample.options.server = server
  if let kind {
    sample.options.ownKinds = [kind]
    sample.options.kind = kind.name
  }
  return try SplitInput(sample.input, options: sample.options)
}
