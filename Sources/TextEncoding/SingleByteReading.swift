/// Words read as an encoding of one byte a character.
struct SingleByteReading {
  /// What a byte encodes, as far as its likelihood is concerned.
  private enum Sort: UInt8 { case lower, upper, symbol, digit, mark }

  /// The characters of the bytes from 0x80 on.
  let upperHalf: [Unicode.Scalar]
  private var sorts = [Sort](repeating: .mark, count: 256)
  private var lowered = [Unicode.Scalar](repeating: "-", count: 256)
  /// Bits of a byte that is no letter.
  private var costs = [Float](repeating: 0, count: 256)

  /// Bits of a capital behind a small letter, and of a small letter behind several capitals.
  private static let brokenCase: Float = 6, brokenCapitals: Float = 3
  /// Bits of a word that is all capitals.
  private static let allCapitals: Float = 4
  /// Bits of a symbol between two letters.
  private static let insideWord: Float = 5

  init(_ encoding: TextEncoding) {
    upperHalf = encoding.upperHalf()
    for byte in 0..<256 {
      let scalar = byte < 0x80 ? Unicode.Scalar(UInt8(byte)) : upperHalf[byte - 0x80]
      let properties = scalar.properties
      switch properties.generalCategory {
      case .uppercaseLetter, .titlecaseLetter: sorts[byte] = .upper
      case .lowercaseLetter, .otherLetter, .modifierLetter, .nonspacingMark, .spacingMark: sorts[byte] = .lower
      case .decimalNumber: sorts[byte] = .digit
      default: sorts[byte] = byte < 0x80 ? .mark : .symbol
      }
      lowered[byte] = properties.lowercaseMapping.unicodeScalars.first ?? scalar
      costs[byte] = byte < 0x80 ? 5 : SymbolCost.bits(scalar)
    }
    // Feminine and masculine signs are letters to Unicode, and behind numbers only.
    for byte in 0x80..<256 where ["ª", "º"].contains(upperHalf[byte - 0x80]) { sorts[byte] = .symbol }
  }

  /// The places of all bytes in a language's words.
  func places(_ model: LetterModel) -> [UInt8] {
    (0..<256).map { byte in
      sorts[byte] == .lower || sorts[byte] == .upper ? model.number(of: lowered[byte]) : LetterModel.Place.edge
    }
  }

  /// Bits of a word in a language.
  func bits(_ word: ArraySlice<UInt8>, _ model: LetterModel, _ places: [UInt8]) -> Float {
    var bits: Float = 0
    var previous = LetterModel.Place.edge
    var sort = Sort.mark
    var capitals = 0
    var hasSmall = false, hasCapitals = false
    for byte in word {
      let next = sorts[Int(byte)]
      let place = places[Int(byte)]
      bits += model.bits(previous, place)
      switch next {
      case .upper:
        if sort == .lower { bits += SingleByteReading.brokenCase }
        capitals += 1
        if capitals > 1 { hasCapitals = true }
      case .lower:
        if capitals > 1 { bits += SingleByteReading.brokenCapitals }
        capitals = 0
        hasSmall = true
      case .symbol, .digit, .mark:
        bits += costs[Int(byte)]
        capitals = 0
      }
      previous = place
      sort = next
    }
    if hasCapitals, !hasSmall { bits += SingleByteReading.allCapitals }
    return bits + model.bits(previous, LetterModel.Place.edge) + symbolsInside(word)
  }

  private func symbolsInside(_ word: ArraySlice<UInt8>) -> Float {
    var bits: Float = 0
    for index in word.indices.dropFirst().dropLast() where sorts[Int(word[index])] == .symbol {
      let isInside = [word[index - 1], word[index + 1]].allSatisfy {
        sorts[Int($0)] == .lower || sorts[Int($0)] == .upper
      }
      if isInside { bits += SingleByteReading.insideWord }
    }
    return bits
  }
}

/// How unlikely a character beyond ASCII is that is no letter, in bits.
enum SymbolCost {
  static func bits(_ scalar: Unicode.Scalar) -> Float {
    switch scalar {
    case "\u{FFFD}", "\u{80}"..."\u{9F}": return 30
    case "€", "£", "§", "°", "’", "–": return 11
    case "\u{A0}", "´", "“", "”", "„", "‘", "«", "»", "—", "…", "µ", "²", "³", "·", "ª", "º", "¿", "¡", "№", "½",
      "\u{200E}", "\u{200F}":
      return 13
    default: break
    }
    switch scalar.properties.generalCategory {
    case .privateUse, .unassigned, .control: return 30
    default: return 17
    }
  }
}
