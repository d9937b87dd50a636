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
    case .missingAt: "no `@`"
    case .secondAt: "second `@`"
    case .emptyLocalPart: "nothing before the `@`"
    case .emptyDomain: "nothing after the `@`"
    case .leadingDot: "local part begins with a dot"
    case .trailingDot: "local part ends with a dot"
    case .doubleDot: "two consecutive dots in the local part"
    case .spaceInLocalPart: "space in the local part"
    case .specialInLocalPart(UInt8(ascii: "\"")): "quote in the middle of the local part"
    case .specialInLocalPart(let byte):
      "\(Self.name(of: byte)) in the local part"
    case .unclosedQuotedString: "quoted local part without a closing quote"
    case .textAfterQuotedString: "text after the closing quote of the local part"
    case .badEscape: "invalid escape in the quoted local part"
    case .unclosedComment: "comment without a closing parenthesis"
    case .strayParenthesis: "closing parenthesis without an opening one"
    case .textAfterComment: "comment in the middle of a word"
    case .emptyLabel: "empty label in the domain"
    case .domainEndsWithDot: "domain ends with a dot"
    case .hyphenAtLabelStart: "label of the domain begins with a hyphen"
    case .hyphenAtLabelEnd: "label of the domain ends with a hyphen"
    case .underscoreInDomain: "underscore in the domain"
    case .spaceInDomain: "space in the domain"
    case .specialInDomain(let byte):
      "\(Self.name(of: byte)) in the domain"
    case .unclosedLiteral: "address literal without a closing bracket"
    case .textAfterLiteral: "text after the closing bracket of the domain"
    case .unknownLiteralTag: "address literal that is neither IPv4 nor tagged `IPv6:`"
    case .badIPv4: "invalid IPv4 address in square brackets"
    case .badIPv6: "invalid IPv6 address in square brackets"
    case .control: "control character, such as a tab or line break"
    case .invalidUTF8: "invalid UTF-8"
    case .localPartTooLong(let octets):
      "local part has \(octets) octets; at most \(Address.Limit.localPart) are allowed"
    case .domainTooLong(let octets):
      "domain has \(octets) octets; at most \(Address.Limit.domain) are allowed"
    case .labelTooLong(let octets):
      "label of the domain has \(octets) octets; at most \(Address.Limit.label) are allowed"
    case .addressTooLong(let octets):
      "address has \(octets) octets; at most \(Address.Limit.whole) are allowed"
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
