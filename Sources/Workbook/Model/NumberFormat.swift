/// What a number format makes of a number, as far as it changes what the number means.
enum NumberFormat: Equatable, Sendable {
  case number
  /// Digits with leading zeros, such as `00000`: part of what a person reads.
  case padded(digits: Int)
  case date
  case time
  /// A duration in hours, minutes or seconds, such as `[h]:mm`.
  case duration

  /// The built-in formats (ECMA-376 part 1, 18.8.30), those of East Asian languages included.
  init(builtIn number: Int) {
    switch number {
    case 14...17, 22, 27...31, 36, 50...54, 57, 58: self = .date
    case 18...21, 32...35, 45, 47, 55, 56: self = .time
    case 46: self = .duration
    default: self = .number
    }
  }

  /// Classifies a format code by its first section: dates have y, m, d, h, s outside quotes, brackets and escapes.
  init(code: String) {
    let signs = Signs(of: code)
    if signs.isGeneral {
      self = .number
    } else if signs.isDuration {
      self = .duration
    } else if signs.has("y") || signs.has("d") || signs.has("m") && !signs.has("h") && !signs.has("s") {
      self = .date
    } else if signs.has("h") || signs.has("s") {
      self = .time
    } else if signs.zeros > 1, !signs.hasOthers {
      self = .padded(digits: signs.zeros)
    } else {
      self = .number
    }
  }
}

/// What the first section of a format code consists of.
private struct Signs {
  private(set) var isGeneral = false
  private(set) var isDuration = false
  private(set) var zeros = 0
  private(set) var hasOthers = false
  private var letters: Set<UInt8> = []

  func has(_ letter: Unicode.Scalar) -> Bool { letters.contains(UInt8(ascii: letter)) }

  init(of code: String) {
    let code = code.lowercased()
    isGeneral = code.hasPrefix("general") || code.hasPrefix("standard")
    var bytes = code.utf8.makeIterator()
    while let byte = bytes.next(), byte != UInt8(ascii: ";") {
      switch byte {
      case UInt8(ascii: "\""): while let next = bytes.next(), next != UInt8(ascii: "\"") {}
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): _ = bytes.next()
      case UInt8(ascii: "["):
        var content: [UInt8] = []
        while let next = bytes.next(), next != UInt8(ascii: "]") { content.append(next) }
        if let first = content.first, "hms".utf8.contains(first), content.allSatisfy({ $0 == first }) {
          isDuration = true
        }
      case UInt8(ascii: "0"): zeros += 1
      case UInt8(ascii: "y"), UInt8(ascii: "m"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "s"):
        letters.insert(byte)
      default: hasOthers = true
      }
    }
  }
}
