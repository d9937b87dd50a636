/// What the reader noticed about a field, or a caller's scanner added to it.
///
/// The bits below ``firstFree`` are the reader's, the others its callers'.
@frozen public struct FieldFlags: OptionSet, Sendable, Hashable {
  public var rawValue: UInt64
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The field is in quotes (RFC 4180 section 2, rule 5).
  @inlinable public static var quoted: FieldFlags { FieldFlags(rawValue: 1 << 0) }
  /// A quote is doubled inside the quotes (RFC 4180 section 2, rule 7): the text must be unescaped.
  @inlinable public static var doubledQuote: FieldFlags { FieldFlags(rawValue: 1 << 1) }
  /// A quote inside an unquoted field.
  @inlinable public static var strayQuote: FieldFlags { FieldFlags(rawValue: 1 << 2) }
  /// Something between a closing quote and the next delimiter.
  @inlinable public static var textAfterQuote: FieldFlags { FieldFlags(rawValue: 1 << 3) }
  /// Blanks between a delimiter and an opening quote.
  @inlinable public static var blankBeforeQuote: FieldFlags { FieldFlags(rawValue: 1 << 4) }
  /// `\"` inside the quotes where `""` is meant.
  @inlinable public static var backslashQuote: FieldFlags { FieldFlags(rawValue: 1 << 5) }
  /// The opening quote is never closed; the line is then read without it.
  @inlinable public static var unclosedQuote: FieldFlags { FieldFlags(rawValue: 1 << 6) }
  /// A line end inside the quotes.
  @inlinable public static var lineBreak: FieldFlags { FieldFlags(rawValue: 1 << 7) }
  /// A byte above 0x7F.
  @inlinable public static var nonASCII: FieldFlags { FieldFlags(rawValue: 1 << 8) }
  /// A byte below 0x20 that is no line end, or 0x7F.
  @inlinable public static var control: FieldFlags { FieldFlags(rawValue: 1 << 9) }
  /// A blank or tab at either end of the value.
  @inlinable public static var edgeSpace: FieldFlags { FieldFlags(rawValue: 1 << 10) }
  /// No byte between the delimiters (or the quotes).
  @inlinable public static var empty: FieldFlags { FieldFlags(rawValue: 1 << 11) }

  /// The first bit that the reader leaves to its callers.
  @inlinable public static var firstFree: Int { 12 }

  /// Every defect of quoting: the field's own text is then a guess.
  @inlinable public static var quoteDefect: FieldFlags {
    [.strayQuote, .textAfterQuote, .blankBeforeQuote, .backslashQuote, .unclosedQuote]
  }
}

/// One field's place in the text: byte offsets, ends exclusive.
public struct Field: Sendable, Equatable {
  /// Where the field begins, a quote or a blank before it included.
  public var start: Int
  /// The delimiter or line end behind the field.
  public var end: Int
  /// Where the content begins: behind an opening quote.
  public var valueStart: Int
  /// Where the content ends: at the closing quote.
  public var valueEnd: Int
  /// What was noticed on the way.
  public var flags: FieldFlags

  @inlinable public init(start: Int, end: Int, valueStart: Int, valueEnd: Int, flags: FieldFlags) {
    self.start = start
    self.end = end
    self.valueStart = valueStart
    self.valueEnd = valueEnd
    self.flags = flags
  }

  /// The content's bytes: inside the quotes, doubled quotes still doubled.
  @inlinable public var value: Range<Int> { valueStart..<valueEnd }
  /// The whole field with its quotes.
  @inlinable public var whole: Range<Int> { start..<end }
  /// The content's length in bytes.
  @inlinable public var count: Int { valueEnd - valueStart }
}

/// A defect of quoting, at the byte that shows it. A field has at most one of a kind: the first.
public struct QuoteDefect: Sendable, Equatable {
  public enum Kind: UInt8, Sendable {
    case stray, textAfter, blankAfter, blankBefore, backslash, unclosed
  }
  public var kind: Kind
  /// Byte offset of the first offending character.
  public var offset: Int
  /// How many bytes offend.
  public var length: Int
  /// The field it is in, counted from 0.
  public var field: Int
}

/// How a line ends.
public enum LineEnd: UInt8, Sendable {
  case none, lf, crlf, cr
}

extension UInt8 {
  /// A space or a tab.
  @inlinable package var isSpaceOrTab: Bool { self == 0x20 || self == 0x09 }
}
