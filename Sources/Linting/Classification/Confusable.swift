import TextEncoding

/// A letter of another script inside a word of Latin ones, or a Latin one inside a word of another script.
enum Confusable {
  struct Lookalike {
    var scalar: Unicode.Scalar
    /// The ASCII letter that it looks like; nil where it is the Latin one itself.
    var letter: Character?
    /// Byte offsets in the text.
    var range: Range<Int>
  }

  /// A run of letters: how many there are of each sort, and the first ones that may be meant otherwise.
  private struct Word {
    var latin = 0
    var other = 0
    var firstLatin: Lookalike?
    var firstOther: Lookalike?

    var stranger: Lookalike? {
      guard latin > 0, firstOther != nil else { return nil }
      return latin >= other ? firstOther : firstLatin
    }
  }

  /// The first one of a text.
  static func first(in text: UnsafeRawBufferPointer, _ range: Range<Int>) -> Lookalike? {
    var word = Word()
    var p = range.lowerBound
    while p < range.upperBound {
      let length = max(UTF8Survey.sequenceLength(text, at: p), 1)
      let scalar = length == 1 ? Unicode.Scalar(text[p]) : CharacterClassifier.scalar(text, p, length)
      if !scalar.properties.isAlphabetic {
        if let stranger = word.stranger { return stranger }
        word = Word()
      } else if scalar.value < 0x250 {
        word.latin += 1
        if word.firstLatin == nil { word.firstLatin = Lookalike(scalar: scalar, letter: nil, range: p..<p + length) }
      } else {
        word.other += 1
        if word.firstOther == nil, let letter = Characters.lookalike(scalar) {
          word.firstOther = Lookalike(scalar: scalar, letter: letter, range: p..<p + length)
        }
      }
      p += length
    }
    return word.stranger
  }
}
