import Linting
import Platform

/// A finding's fingerprint together with its file's.
struct PathFingerprint: Hashable {
  var finding: Fingerprint
  var path: UInt64

  var text: String { finding.text + Hexadecimal.lowercase(path) }

  static func hash(_ path: String) -> UInt64 {
    path.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
