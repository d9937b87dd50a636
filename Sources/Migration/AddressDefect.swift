extension Address {
  /// Why a text is not an address.
  public enum Defect: Sendable, Equatable {
    case missingAt
    case secondAt
    case emptyLocalPart
    case emptyDomain
    // The local part.
    case leadingDot
    case trailingDot
    case doubleDot
    case spaceInLocalPart
    case specialInLocalPart(UInt8)
    case unclosedQuotedString
    case textAfterQuotedString
    case badEscape
    // Comments.
    case unclosedComment
    case strayParenthesis
    case textAfterComment
    // The domain.
    case emptyLabel
    case domainEndsWithDot
    case hyphenAtLabelStart
    case hyphenAtLabelEnd
    case underscoreInDomain
    case spaceInDomain
    case specialInDomain(UInt8)
    // Address literals.
    case unclosedLiteral
    case textAfterLiteral
    case unknownLiteralTag
    case badIPv4
    case badIPv6
    // Characters that stand nowhere.
    case control
    case invalidUTF8
    // Lengths in octets, comments not counted.
    case localPartTooLong(Int)
    case domainTooLong(Int)
    case labelTooLong(Int)
    case addressTooLong(Int)
  }
}

extension Address.Defect {
  /// Whether only a length is wrong: the syntax is right then.
  public var isLength: Bool {
    switch self {
    case .localPartTooLong, .domainTooLong, .labelTooLong, .addressTooLong: true
    default: false
    }
  }

  /// One clause for an administrator.
  public var explanation: String {
    switch self {
    case .missingAt: "it has no @"
    case .secondAt: "it has a second @"
    case .emptyLocalPart: "nothing stands before the @"
    case .emptyDomain: "nothing stands after the @"
    case .leadingDot: "the local part begins with a dot"
    case .trailingDot: "the local part ends with a dot"
    case .doubleDot: "the local part has two dots in a row"
    case .spaceInLocalPart: "the local part has a space, which may stand only inside quotes"
    case .specialInLocalPart(UInt8(ascii: "\"")): "the local part has a quote in the middle of a word"
    case .specialInLocalPart(let byte):
      "the local part has \(Self.name(of: byte)), which may stand only inside quotes"
    case .unclosedQuotedString: "the quoted local part has no closing quote"
    case .textAfterQuotedString: "text follows the closing quote of the local part"
    case .badEscape: "a backslash in the quoted local part stands before a character that it cannot escape"
    case .unclosedComment: "a comment has no closing parenthesis"
    case .strayParenthesis: "a closing parenthesis has no opening one"
    case .textAfterComment: "a comment stands in the middle of a word"
    case .emptyLabel: "the domain has nothing before one of its dots"
    case .domainEndsWithDot: "the domain ends with a dot"
    case .hyphenAtLabelStart: "a part of the domain begins with a hyphen"
    case .hyphenAtLabelEnd: "a part of the domain ends with a hyphen"
    case .underscoreInDomain: "the domain has an underscore"
    case .spaceInDomain: "the domain has a space"
    case .specialInDomain(let byte):
      "the domain has \(Self.name(of: byte)), where only letters, digits, hyphens and dots may stand"
    case .unclosedLiteral: "the address in square brackets has no closing bracket"
    case .textAfterLiteral: "text follows the closing bracket of the domain"
    case .unknownLiteralTag: "the square brackets hold neither an IPv4 address nor one with the tag IPv6:"
    case .badIPv4: "the square brackets do not hold a right IPv4 address"
    case .badIPv6: "the square brackets do not hold a right IPv6 address"
    case .control: "it has a control character such as a tab or a line break"
    case .invalidUTF8: "it has bytes that are not UTF-8"
    case .localPartTooLong(let octets):
      "the local part has \(octets) octets, and \(Address.Limit.localPart) are allowed"
    case .domainTooLong(let octets):
      "the domain has \(octets) octets, and \(Address.Limit.domain) are allowed"
    case .labelTooLong(let octets):
      "a part of the domain has \(octets) octets, and \(Address.Limit.label) are allowed"
    case .addressTooLong(let octets):
      "the address has \(octets) octets, and \(Address.Limit.whole) are allowed"
    }
  }

  /// Where that is laid down.
  public var clause: StaticString {
    switch self {
    case .missingAt, .secondAt, .emptyLocalPart, .emptyDomain, .leadingDot, .trailingDot, .doubleDot,
      .spaceInLocalPart, .specialInLocalPart, .unclosedQuotedString, .textAfterQuotedString, .badEscape,
      .emptyLabel, .domainEndsWithDot, .hyphenAtLabelStart, .hyphenAtLabelEnd, .underscoreInDomain,
      .spaceInDomain, .specialInDomain, .control:
      "RFC 5321 section 4.1.2"
    case .unclosedLiteral, .textAfterLiteral, .unknownLiteralTag, .badIPv4, .badIPv6:
      "RFC 5321 section 4.1.3"
    case .unclosedComment, .strayParenthesis: "RFC 5322 section 3.2.2"
    case .textAfterComment: "RFC 5322 section 3.2.3"
    case .invalidUTF8: "RFC 6531 section 3.3"
    case .localPartTooLong: "RFC 5321 section 4.5.3.1.1"
    case .domainTooLong: "RFC 5321 section 4.5.3.1.2"
    case .labelTooLong: "RFC 1035 section 2.3.4"
    case .addressTooLong: "RFC 5321 section 4.5.3.1.3"
    }
  }

  private static func name(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: ","): "a comma"
    case UInt8(ascii: ";"): "a semicolon"
    case UInt8(ascii: ":"): "a colon"
    case UInt8(ascii: "\\"): "a backslash"
    case UInt8(ascii: "\""): "a quote"
    case UInt8(ascii: "'"): "an apostrophe"
    default: "the character \(Character(Unicode.Scalar(byte)))"
    }
  }
}
