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

  /// Those of findings, by their indices and in their order.
  static func all(_ findings: [Int], of file: any ReportedFile, path: String) -> [PathFingerprint] {
    let path = hash(path)
    return [PathFingerprint](unsafeUninitializedCapacity: findings.count) { slots, count in
      let first = slots.baseAddress
      FindingParts(findings.indices, of: file).write(to: Output { _ in }) { _ in
        Collector(findings, first, path: path)
      }
      count = findings.count
    }
  }

  /// Works out fingerprints, each into its own slot, and puts nothing out.
  private final class Collector: FindingWriter {
    private let findings: [Int]
    private let slots: UnsafeMutablePointer<PathFingerprint>?
    private let path: UInt64

    init(_ findings: [Int], _ slots: UnsafeMutablePointer<PathFingerprint>?, path: UInt64) {
      (self.findings, self.slots, self.path) = (findings, slots, path)
    }

    func write(_ positions: Range<Int>, of file: any ReportedFile) {
      for position in positions {
        slots?.advanced(by: position).initialize(
          to: PathFingerprint(finding: file.fingerprint(findings[position]), path: path))
      }
    }
  }

  static func hash(_ path: String) -> UInt64 {
    path.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
