import CICU

/// What Unicode says of a character and of a domain.
public enum Characters {
  /// How many columns of a terminal the character takes: 0 (combining, invisible), 1 or 2 (East Asian
  /// wide and fullwidth, UAX 11).
  public static func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x7F { return scalar.value < 0x20 ? 0 : 1 }
    return Int(cicu_display_width(Int32(scalar.value)))
  }

  /// `U+00A0 NO-BREAK SPACE`.
  public static func name(_ scalar: Unicode.Scalar) -> String {
    let name = text(capacity: 128) { cicu_character_name(Int32(scalar.value), $0, $1) } ?? ""
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + " " + name
  }

  /// The ASCII form of a domain (UTS 46, nontransitional processing); nil where it has none.
  public static func asciiDomain(_ domain: String) -> String? {
    var domain = domain
    return domain.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { bytes in
        text(capacity: 512) { cicu_idna_to_ascii(bytes.baseAddress ?? emptyText, bytes.count, $0, $1) }
      }
    }
  }

  /// The version of libicu that the program was built with.
  public static var libraryVersion: String { String(cString: cicu_version()) }

  private static func text(capacity: Int, _ fill: (UnsafeMutablePointer<CChar>, Int) -> Int32) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      let count = Int(fill(buffer.baseAddress!, capacity))
      guard count >= 0, count <= capacity else { return nil }
      return String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self)
    }
  }
}
