import CSV
import TextEncoding
import Migration

/// Values that a spreadsheet made, or would make something of.
struct SpreadsheetClassifier {
  private static let classes: [UInt8] = {
    var classes = [UInt8](repeating: 0, count: 256)
    for byte in "0123456789" { classes[Int(byte.asciiValue!)] = 1 | 16 }
    for byte in ".,:/Ee" { classes[Int(byte.asciiValue!)] = 16 }
    for byte in "+-" { classes[Int(byte.asciiValue!)] = 2 | 16 }
    for byte in "=@" { classes[Int(byte.asciiValue!)] = 2 }
    classes[Int(UInt8(ascii: "#"))] = 4
    for byte in "JFMASONDjfmasond" { classes[Int(byte.asciiValue!)] |= 8 }
    return classes
  }()

  nonisolated(unsafe) private static let table: UnsafePointer<UInt8> = {
    let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    memory.initialize(from: classes, count: 256)
    return UnsafePointer(memory)
  }()

  private let table = SpreadsheetClassifier.table

  /// What the value begins like; a number or date only if it is made of nothing else.
  @inline(__always)
  func flags(_ value: UnsafePointer<UInt8>, _ count: Int, isPassword: Bool) -> FieldFlags {
    let first = table[Int(value[0])]
    if first & 15 == 0 { return [] }
    if first & 1 != 0 { return SpreadsheetClassifier.isNumberOrDate(value, count) ? .numberLike : [] }
    if first & 2 != 0 {
      if SpreadsheetClassifier.isWrapper(value, 0..<count) { return .wrapped }
      return isPassword ? [] : .formulaLike
    }
    if first & 4 != 0 { return SpreadsheetClassifier.isErrorValue(value, count) ? .errorLike : [] }
    return count == 6 && value[3] == UInt8(ascii: "-") && SpreadsheetClassifier.isDate(value, count) ? .numberLike : []
  }

  /// `="…"`, with its quotes as they are, or doubled inside quotes.
  static func isWrapper(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.count > 3 && base[range.lowerBound] == UInt8(ascii: "=") && base[range.lowerBound + 1] == UInt8(ascii: "\"")
      && base[range.upperBound - 1] == UInt8(ascii: "\"")
  }

  private static func isNumberOrDate(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var marks = 0
    for index in 0..<min(count, 32) {
      let look = table[Int(value[index])]
      guard look & 16 != 0 else { return isDate(value, count) }
      if look & 1 == 0 { marks += 1 }
    }
    return marks > 0 && count <= 32
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  /// `2-Jan`, `02-Jan`, `2-Jan-24`, `Jan-24`.
  static func isDate(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 5, count <= 11 else { return false }
    let parts = String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self).lowercased().split(
      separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.count(where: { months.contains(String($0)) }) == 1 else {
      return false
    }
    return parts.allSatisfy { part in
      months.contains(String(part))
        || (Int(part).map { part.count == 4 ? (1900...2100).contains($0) : part.count <= 2 && $0 >= 0 } ?? false)
    }
  }

  private static let errors = [
    "#N/A", "#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
    "#CONNECT!", "#GETTING_DATA", "#####",
  ]
  static let localErrors = [
    "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#NOMBRE?", "#¿NOMBRE?", "#¡REF!", "#¡VALOR!", "#NOME?",
    "#VALORE!",
  ]

  private static func isErrorValue(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count <= 16 else { return false }
    let text = String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self).uppercased()
    return errors.contains(text) || localErrors.contains(text) || (count >= 5 && text.allSatisfy { $0 == "#" })
  }
}

/// Characters beyond ASCII.
enum CharacterClassifier {
  static func flags(_ text: UnsafeRawBufferPointer, _ range: Range<Int>) -> FieldFlags {
    var flags: FieldFlags = []
    var p = range.lowerBound
    var mayBeLoose = false
    while p < range.upperBound {
      guard text[p] >= 0x80 else {
        p += 1
        continue
      }
      if let end = mojibakeEnd(text, p, range.upperBound) {
        flags.insert(.mojibake)
        p = end
        continue
      }
      let length = UTF8Survey.sequenceLength(text, at: p)
      guard length > 0, p + length <= range.upperBound else {
        flags.insert(.badBytes)
        p += 1
        continue
      }
      let scalar = scalar(text, p, length)
      mayBeLoose = mayBeLoose || scalar.value >= 0x300
      if scalar == "\u{FFFD}" {
        flags.insert(.replacement)
      } else if isControl(scalar) {
        flags.insert(.control)
      } else if isInvisible(scalar) {
        flags.insert(.invisible)
      } else if ascii(for: scalar) != nil {
        flags.insert(.smartPunctuation)
      }
      p += length
    }
    guard mayBeLoose else { return flags }
    if Confusable.first(in: text, range) != nil { flags.insert(.confusable) }
    if flags.isDisjoint(with: .badBytes),
      Characters.normalized(UnsafeRawBufferPointer(rebasing: text[range]).assumingMemoryBound(to: UInt8.self)) != nil
    {
      flags.insert(.notNormalized)
    }
    return flags
  }

  /// The first characters of a text that were UTF-8 once.
  static func mojibake(in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int>? {
    var p = range.lowerBound
    while p < range.upperBound {
      if text[p] >= 0x80, let end = mojibakeEnd(text, p, range.upperBound) { return p..<end }
      // On to the end of the run.
      while p < range.upperBound, text[p] >= 0x80 { p += 1 }
      p += 1
    }
    return nil
  }

  /// Where characters that were UTF-8 once end, if such ones begin at an offset.
  private static func mojibakeEnd(_ text: UnsafeRawBufferPointer, _ start: Int, _ limit: Int) -> Int? {
    if start > 0, text[start - 1] >= 0x80 { return nil }
    var run: [Unicode.Scalar] = []
    var p = start
    while p < limit, text[p] >= 0x80 {
      let length = UTF8Survey.sequenceLength(text, at: p)
      guard length > 0, p + length <= limit else { return nil }
      if p == start, p + length >= limit || text[p + length] < 0x80 { return nil }
      run.append(scalar(text, p, length))
      p += length
    }
    let before = start > 0 ? text[start - 1] : nil
    return Mojibake.repaired(run, before: before, after: p < text.count ? text[p] : nil) == nil ? nil : p
  }

  /// The character whose well-formed sequence begins at `offset`.
  static func scalar(_ text: UnsafeRawBufferPointer, _ offset: Int, _ length: Int) -> Unicode.Scalar {
    var value = UInt32(text[offset])
    switch length {
    case 2: value &= 0x1F
    case 3: value &= 0x0F
    case 4: value &= 0x07
    default: break
    }
    for index in 1..<max(length, 1) { value = value << 6 | UInt32(text[offset + index] & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }

  /// The first character for which a question is answered with yes, and its byte offsets.
  static func first(in text: UnsafeRawBufferPointer, _ range: Range<Int>, where wanted: (Unicode.Scalar) -> Bool) -> (
    scalar: Unicode.Scalar, range: Range<Int>
  )? {
    var p = range.lowerBound
    while p < range.upperBound {
      let length = UTF8Survey.sequenceLength(text, at: p)
      if length > 0, p + length <= range.upperBound {
        let found = scalar(text, p, length)
        if wanted(found) { return (found, p..<p + length) }
      }
      p += max(length, 1)
    }
    return nil
  }

  /// C1 controls (U+0080 to U+009F): mostly Windows-1252 decoded as Latin-1.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool { (0x80...0x9F).contains(scalar.value) }

  /// Blanks that are no blanks, and characters of no width: nobody types them, everybody pastes them.
  static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160, 0x1680, 0x17B4, 0x17B5, 0x180E, 0x2000...0x200F, 0x2028...0x202F,
      0x205F...0x206F, 0x3000, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0001, 0xE0020...0xE007F:
      true
    default: false
    }
  }

  /// The ASCII character that is meant by typographic punctuation and by full-width forms.
  static func ascii(for scalar: Unicode.Scalar) -> Character? {
    switch scalar.value {
    case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC: "'"
    case 0x201C...0x201F, 0x2033, 0xAB, 0xBB: "\""
    case 0x2010...0x2015, 0x2212: "-"
    case 0x2024: "."
    case 0x2044: "/"
    case 0xFF01...0xFF5E: Character(Unicode.Scalar(scalar.value - 0xFEE0)!)
    default: nil
    }
  }
}

/// Passwords that deserve a second look.
enum PasswordClassifier {
  /// Longer ones are never odd.
  static let longest = 19

  /// It may be a placeholder, or may have Google's blanks.
  @inline(__always)
  static func isOdd(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 19 { return value[4] == 0x20 }
    guard count <= 16 else { return false }
    return isRepeated(value, count) || PasswordPlaceholders.mayBe(value, count)
  }

  /// One character over and over.
  @inline(__always)
  static func isRepeated(_ value: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 4, value[0] == value[1] else { return false }
    for index in 2..<count where value[index] != value[0] { return false }
    return true
  }
}

/// Roots that are no plain paths.
enum RootClassifier {
  @inline(__always)
  static func isOdd(_ value: UnsafePointer<UInt8>, _ count: Int, altered: CharacterTable?) -> Bool {
    if value[0] != UInt8(ascii: "/") || value[count - 1] == UInt8(ascii: "/") { return true }
    var previous: UInt8 = 0
    for index in 0..<count {
      let byte = value[index]
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "."):
        if previous == UInt8(ascii: "/") { return true }
      case UInt8(ascii: "\\"), UInt8(ascii: "*"), UInt8(ascii: "%"), 0...0x1F, 0x7F:
        return true
      default: break
      }
      if let altered, altered.contains(byte) { return true }
      previous = byte
    }
    return false
  }

  /// The part behind the last slash.
  static func lastPart(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var start = range.upperBound
    while start > range.lowerBound, base[start - 1] != UInt8(ascii: "/") { start -= 1 }
    return start < range.upperBound ? start..<range.upperBound : nil
  }
}
