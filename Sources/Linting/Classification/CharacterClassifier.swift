import CSV
import TextEncoding

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
