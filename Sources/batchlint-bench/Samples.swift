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
  private static let first = ["terry", "alberta", "quentin", "maria", "joan", "sven", "clara", "hugo", "ida", "jonas", "karla", "leo", "nadia", "oskar", "paula", "rosa"]
  private static let last = ["adams", "brandt", "lind", "weiss", "moreau", "iglesias", "kraus", "nygaard", "ferri", "novak", "janssen", "petrou"]
  private static let letters = Array("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_!%".utf8)

  /// What is wrong with every row.
  enum Defect { case none, domainWithoutDot, blankBehind }

  /// A file of so many rows, about 140 bytes each.
  static func file(rows: Int, defect: Defect = .none) -> [UInt8] {
    var generator = SeededGenerator(seed: 4821)
    var bytes = Array("EmailAddress,UserName,Password\r\n".utf8)
    bytes.reserveCapacity(rows * 150)
    for row in 0..<rows {
      let number = String(row + 1_000_000)
      let name = "\(first.randomElement(using: &generator)!).\(last.randomElement(using: &generator)!).\(number.dropFirst())"
      bytes += name.utf8
      bytes += (defect == .domainWithoutDot ? "@students" : "@students.contoso.com").utf8
      bytes.append(UInt8(ascii: ","))
      bytes += name.utf8
      bytes += "@mail.fabrikam-university.edu".utf8
      if defect == .blankBehind { bytes.append(0x20) }
      bytes.append(UInt8(ascii: ","))
      for _ in 0..<Int.random(in: 32...56, using: &generator) { bytes.append(letters.randomElement(using: &generator)!) }
      bytes += [0x0D, 0x0A]
    }
    return bytes
  }

  /// Writes a file that only its owner may read.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}
