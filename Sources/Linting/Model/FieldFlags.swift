import CSV

extension FieldFlags {
  /// The bits of the flags that rules declare. Each is a case of its own, so that no bit can be used twice.
  enum Bit: UInt64 {
    case badBytes = 12
    case invisible, smartPunctuation, replacement, tooLong, errorLike, numberLike, formulaLike, wrapped, unusualAddress,
      reportableDomain, unmatchedSignInName, unusualPassword, unusualRoot, alwaysChecked, unusualSignInName, mojibake,
      confusable, notNormalized
  }

  /// A rule's own flag.
  init(_ bit: Bit) { self.init(rawValue: 1 << bit.rawValue) }

  /// A spreadsheet changed the value, or a line break is in it: it is no example of how values are written.
  static var unnatural: FieldFlags { [.formulaLike, .numberLike, .errorLike, .lineBreak] }
  /// The text itself is damaged: its meaning cannot be judged.
  static var malformed: FieldFlags {
    [
      .strayQuote, .textAfterQuote, .backslashQuote, .unclosedQuote, .control, .badBytes, .invisible, .smartPunctuation,
      .replacement, .errorLike, .wrapped, .mojibake, .confusable,
    ]
  }
}
