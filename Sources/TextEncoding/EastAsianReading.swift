import CICU

/// Words read as an East Asian encoding of one or two bytes a character.
struct EastAsianReading {
  private let frequent: Set<Unicode.Scalar>
  /// The lead bytes under which the national standard puts the usual characters.
  private let usual: ClosedRange<UInt8>
  private let converter: OpaquePointer
  private let isKorean: Bool

  init?(_ encoding: TextEncoding) {
    switch encoding.name {
    case "Shift_JIS": (frequent, usual) = (Ideographs.japanese, 0x88...0x98)
    case "EUC-JP": (frequent, usual) = (Ideographs.japanese, 0xB0...0xCF)
    case "GB18030": (frequent, usual) = (Ideographs.simplified, 0xB0...0xD7)
    case "Big5": (frequent, usual) = (Ideographs.traditional, 0xA4...0xC6)
    case "EUC-KR": (frequent, usual) = (Ideographs.korean, 0xB0...0xC8)
    default: return nil
    }
    guard let converter = cicu_converter_open(encoding.converter) else { return nil }
    self.converter = converter
    isKorean = encoding.name == "EUC-KR"
  }

  func close() { cicu_converter_close(converter) }

  /// Bits of a word.
  func bits(_ word: ArraySlice<UInt8>) -> Float {
    word.withUnsafeBytes { bytes in
      let text = bytes.bindMemory(to: CChar.self)
      var bits: Float = 0
      var offset = 0
      var isBehindLetter = false
      while offset < bytes.count {
        let start = offset
        let code = cicu_converter_next(converter, text.baseAddress!, bytes.count, &offset)
        guard code >= 0 else { break }
        let scalar = Unicode.Scalar(UInt32(code)) ?? "\u{FFFD}"
        let isLetter = scalar.value < 0x80 && scalar.properties.isAlphabetic
        if scalar.value < 0x80 {
          bits += isLetter ? 4.5 : 5
        } else {
          bits += cost(scalar, bytes[start], length: offset - start)
          // Beside a Latin letter there rather is a Latin letter.
          if isBehindLetter { bits += 6 }
          if bytes[offset - 1] < 0x80, offset < bytes.count, bytes[offset] < 0x80 { bits += 6 }
        }
        isBehindLetter = isLetter
      }
      return bits
    }
  }

  private func cost(_ scalar: Unicode.Scalar, _ lead: UInt8, length: Int) -> Float {
    if frequent.contains(scalar) { return isKorean ? 8 : 9.5 }
    switch scalar.value {
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC:
      return usual.lowerBound == 0xB0 && frequent.count == Ideographs.simplified.count ? 14 : 7
    case 0xFF66...0xFF9F: return 10
    case 0xAC00...0xD7A3: return usual.contains(lead) ? 12 : 17
    case 0x3000...0x303F, 0xFF01...0xFF5E: return 13
    case 0x4E00...0x9FFF: return isKorean ? 16 : length == 4 ? 24 : usual.contains(lead) ? 12.5 : 17
    default: return SymbolCost.bits(scalar) + Float(length - 1) * 4
    }
  }
}
