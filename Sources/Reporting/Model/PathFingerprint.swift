import Linting
import Platform

/// A finding's fingerprint together with its file's.
struct PathFingerprint: Hashable {
  var finding: Fingerprint
  var path: UInt64

  /// Appends it in hexadecimal digits.
  func append(to bytes: inout [UInt8]) {
    finding.append(to: &bytes)
    bytes += Hexadecimal.lowercase(path).utf8
  }

  static func hash(_ path: String) -> UInt64 {
    path.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
