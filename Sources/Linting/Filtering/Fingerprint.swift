import Platform

/// What makes a finding the same one in a later run: its rule, its column, and its row without secrets; not where the
/// row is.
public struct Fingerprint: Sendable, Hashable {
  private let first: UInt64
  private let second: UInt64

  /// 32 hexadecimal digits. No secret goes into them: of a masked value only that it is there.
  public var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends ``text``.
  public func append(to bytes: inout [UInt8]) {
    Hexadecimal.append(first, to: &bytes)
    Hexadecimal.append(second, to: &bytes)
  }

  // The first half is a hash already.
  public func hash(into hasher: inout Hasher) { hasher.combine(first) }

  /// What ``text`` gave; nil for anything else.
  public init?(text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 32, digits.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }),
      let first = UInt64(text.prefix(16), radix: 16), let second = UInt64(text.suffix(16), radix: 16)
    else { return nil }
    (self.first, self.second) = (first, second)
  }

  /// - Parameter bytes: what makes the finding the one that it is; no secret may be in it.
  public init(_ bytes: [UInt8]) {
    // FNV-1a, twice.
    var (a, b): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9E37_79B9_7F4A_7C15)
    for byte in bytes {
      a = (a ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      b = (b ^ UInt64(byte) ^ b >> 29) &* 0x0000_0100_0000_01B3
    }
    (first, second) = (a, b)
  }
}

extension LintResult {
  /// The fingerprint of a finding, for baselines and fingerprints. Findings of equal rows have equal ones.
  public func fingerprint(of finding: Finding) -> Fingerprint {
    var bytes = Array(finding.rule.name.utf8)
    bytes.append(0)
    bytes += (name(ofColumn: finding.field) ?? "").utf8
    bytes.append(0)
    if finding.place != .file || finding.field != nil {
      bytes += masked(recordAt: finding.place, mark: finding.range)
    }
    return Fingerprint(bytes)
  }
}
