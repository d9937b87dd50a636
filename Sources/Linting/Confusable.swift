import ICU

/// A letter of another script inside a word of Latin ones.
enum Confusable {
  /// The first one of a text, and the ASCII letter that it looks like.
  static func first(in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> (scalar: Unicode.Scalar, letter: Character, range: Range<Int>)? {
    var found: (scalar: Unicode.Scalar, letter: Character, range: Range<Int>)?
    var hasLatin = false
    var p = range.lowerBound
    while p < range.upperBound {
      let length = max(UTF8Survey.sequenceLength(text, at: p), 1)
      let scalar = length == 1 ? Unicode.Scalar(text[p]) : CharacterLook.scalar(text, p, length)
      if !scalar.properties.isAlphabetic {
        // A word ends.
        if hasLatin, let found { return found }
        (found, hasLatin) = (nil, false)
      } else if scalar.value < 0x250 {
        hasLatin = true
      } else if found == nil, let letter = Characters.lookalike(scalar) {
        found = (scalar, letter, p..<p + length)
      }
      p += length
    }
    return hasLatin ? found : nil
  }
}
