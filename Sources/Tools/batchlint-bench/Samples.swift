import Foundation

/// A generator of equal numbers for equal seeds (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The migration files that are measured: people who do not exist, always the same ones.
enum Samples {
  private static let first = [
    "terry", "alberta", "quentin", "maria", "joan", "sven", "clara", "hugo", "ida", "jonas", "karla", "leo", "nadia",
    "oskar", "paula", "rosa",
  ]
  private static let last = [
    "adams", "brandt", "lind", "weiss", "moreau", "iglesias", "kraus", "nygaard", "ferri", "novak", "janssen", "petrou",
  ]
  private static let letters = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_!%".utf8)

  /// What is wrong with every row.
  enum Defect { case none, domainWithoutDot, blankBehind }

  /// Writes a file of so many rows, about 140 bytes each, that only its owner may read; its size in bytes.
  ///
  /// Piece by piece: a program that is started begins with the peak memory of the one that starts it.
  static func write(rows: Int, defect: Defect = .none, to path: String) throws -> Int {
    _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    var size = 0
    var bytes = Array("EmailAddress,UserName,Password\r\n".utf8)
    func flush() throws {
      size += bytes.count
      try file.write(contentsOf: bytes)
      bytes.removeAll(keepingCapacity: true)
    }
    var generator = SeededGenerator(seed: 4821)
    for row in 0..<rows {
      if bytes.count > 1 << 16 { try flush() }
      let number = String(row + 1_000_000)
      let name =
        "\(first.randomElement(using: &generator)!).\(last.randomElement(using: &generator)!).\(number.dropFirst())"
      bytes += name.utf8
      bytes += (defect == .domainWithoutDot ? "@students" : "@students.contoso.com").utf8
      bytes.append(UInt8(ascii: ","))
      bytes += name.utf8
      bytes += "@mail.fabrikam-university.edu".utf8
      if defect == .blankBehind { bytes.append(0x20) }
      bytes.append(UInt8(ascii: ","))
      for _ in 0..<Int.random(in: 32...56, using: &generator) {
        bytes.append(letters.randomElement(using: &generator)!)
      }
      bytes += [0x0D, 0x0A]
    }
    try flush()
    try file.close()
    return size
  }
}
