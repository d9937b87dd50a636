import CICU
import Platform
import Synchronization

/// What Unicode says of a character and of a domain.
public enum Characters {
  /// How many columns of a terminal the character takes: 0 (combining, invisible), 1 or 2 (East Asian
  /// wide and fullwidth, UAX 11).
  public static func displayWidth(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x7F { return scalar.value < 0x20 ? 0 : 1 }
    return Int(cicu_display_width(Int32(scalar.value)))
  }

  /// `U+00A0 NO-BREAK SPACE`; of a control character, which has no name, `U+0007`.
  public static func name(_ scalar: Unicode.Scalar) -> String {
    let name = text(capacity: 128) { cicu_character_name(Int32(scalar.value), $0, $1) } ?? ""
    let code = "U+\(Hexadecimal.uppercase(scalar.value, digits: 4))"
    return name.isEmpty || name.hasPrefix("<") ? code : "\(code) \(name)"
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

  /// Longer texts are no names, and libicu counts in 32 bits.
  private static let longest = 1 << 28

  /// Normalization Form C of a text (UAX 15); nil where the text has it already.
  public static func normalized(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard text.count <= longest else { return nil }
    return text.withMemoryRebound(to: CChar.self) { text in
      // None becomes more than three times as long (UAX 15, maximum expansion factors).
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: text.count * 3 + 16) { output in
        let count = cicu_normalize(text.baseAddress ?? emptyText, text.count, output.baseAddress!, output.count)
        return count < 0 ? nil : output[..<Int(count)].map { UInt8(bitPattern: $0) }
      }
    }
  }

  /// Whether SASLprep takes a text as a name or password (RFC 4013; as RFC 4616 section 2 requires): no control
  /// characters, no private ones, no mixture of directions.
  public static func isSASLPreparable(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.count > longest
      || text.withMemoryRebound(to: CChar.self) { cicu_saslprep_allows($0.baseAddress ?? emptyText, $0.count) != 0 }
  }

  /// The ASCII letter that a letter of another script than Latin resembles (UTS 39); nil where there is none.
  public static func lookalike(_ scalar: Unicode.Scalar) -> Character? {
    lookalikes.withLock { known in
      if let answer = known[scalar] { return answer }
      let letter = cicu_lookalike(Int32(scalar.value))
      let answer = letter < 0 ? nil : Character(Unicode.Scalar(UInt8(letter)))
      known[scalar] = .some(answer)
      return answer
    }
  }

  private static let lookalikes = Mutex<[Unicode.Scalar: Character?]>([:])

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
