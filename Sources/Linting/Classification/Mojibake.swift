import TextEncoding
import Synchronization

/// Text that was UTF-8, was read in a legacy encoding, and was written as UTF-8 again: `MÃ¼ller`.
public enum Mojibake {
  /// What programs take text for; of Latin-1 the control characters stand for themselves.
  private static let encodings = ["windows-1252", "windows-1250", "windows-1251", "windows-1254"]

  /// By encoding: the byte of each character beyond ASCII.
  private static let tables = Mutex<[[Unicode.Scalar: UInt8]]>(
    encodings.map { encoding in
      let bytes = Array(UInt8(0x80)...0xFF)
      var table: [Unicode.Scalar: UInt8] = [:]
      for byte in bytes {
        if let scalar = TextEncoding.named(encoding)?.decode([byte]).unicodeScalars.first, scalar != "\u{FFFD}" {
          table[scalar] = byte
        }
      }
      for byte in UInt8(0x80)...0x9F where table[Unicode.Scalar(byte)] == nil { table[Unicode.Scalar(byte)] = byte }
      return table
    })

  /// What some neighbouring characters beyond ASCII were; nil where they are what they seem to be.
  ///
  /// - Parameters:
  ///   - before, after: the ASCII characters beside them.
  static func repaired(_ run: [Unicode.Scalar], before: UInt8?, after: UInt8?) -> [Unicode.Scalar]? {
    guard let text = repaired(run, depth: 0) else { return nil }
    // With a small letter among capitals the text was right as it was: RĂŞINARI.
    let isAmongCapitals = [before, after].contains { $0.map { (0x41...0x5A).contains($0) } ?? false }
    let isAmongSmall = [before, after].contains { $0.map { (0x61...0x7A).contains($0) } ?? false }
    return isAmongCapitals && !isAmongSmall && before != nil && text.contains { $0.properties.isLowercase } ? nil : text
  }

  private static func repaired(_ run: [Unicode.Scalar], depth: Int) -> [Unicode.Scalar]? {
    guard run.count >= 2, depth < 3 else { return nil }
    return tables.withLock { $0 }.lazy.compactMap { table -> [Unicode.Scalar]? in
      var bytes: [UInt8] = []
      for scalar in run {
        guard let byte = table[scalar] else { return nil }
        bytes.append(byte)
      }
      guard let text = decoded(bytes) else { return nil }
      if let deeper = repaired(text, depth: depth + 1) { return deeper }
      return isPlausible(text) ? text : nil
    }.first
  }

  /// A text with its damaged letters repaired; nil where there is nothing to repair.
  ///
  /// - Parameter bytes: UTF-8.
  public static func repaired(_ bytes: [UInt8]) -> [UInt8]? {
    var result = String.UnicodeScalarView()
    var run: [Unicode.Scalar] = []
    var isChanged = false
    func endRun(_ after: UInt8?) {
      let fixed = repaired(run, before: result.last.flatMap { $0.isASCII ? UInt8($0.value) : nil }, after: after)
      isChanged = isChanged || fixed != nil
      result.append(contentsOf: fixed ?? run)
      run = []
    }
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.isASCII {
        if !run.isEmpty { endRun(UInt8(scalar.value)) }
        result.append(scalar)
      } else {
        run.append(scalar)
      }
    }
    endRun(nil)
    return isChanged ? Array(String(result).utf8) : nil
  }

  private static func decoded(_ bytes: [UInt8]) -> [Unicode.Scalar]? {
    bytes.withUnsafeBytes { bytes in
      var scalars: [Unicode.Scalar] = []
      var offset = 0
      while offset < bytes.count {
        let length = UTF8Survey.sequenceLength(bytes, at: offset)
        guard length > 1 else { return nil }
        scalars.append(CharacterClassifier.scalar(bytes, offset, length))
        offset += length
      }
      return scalars
    }
  }

  /// Letters that people write names with, the marks that word processors make, a byte order mark (`ï»¿`). Of Greek,
  /// Cyrillic, Hebrew and Arabic at least two together: one may come about by chance.
  private static func isPlausible(_ text: [Unicode.Scalar]) -> Bool {
    let isLatin = text.allSatisfy { scalar in
      switch scalar.value {
      case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x17F, 0x218...0x21B, 0x1E80...0x1E85, 0x1E9E, 0x2010...0x2026, 0x20AC: true
      default: false
      }
    }
    if isLatin || text == ["\u{FEFF}"] { return true }
    return text.allSatisfy { scalar in
      switch scalar.value {
      case 0x386...0x3CE, 0x400...0x45F, 0x490...0x491, 0x5D0...0x5EA, 0x621...0x64A: text.count >= 2
      case 0x3041...0x30FE, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
      default: false
      }
    }
  }
}
