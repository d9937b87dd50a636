/// Comments and folding white space: CFWS, RFC 5322 section 3.2.2.
extension AddressParser {
  /// Steps over comments and the blanks around them, which may be folded over several lines. Blanks without a
  /// comment among them are a defect: RFC 5322 would let them pass, but in a column of addresses they are a slip.
  mutating func skipComments(bare defect: Address.Defect) throws(Address.Failure) {
    var blank: Int?
    var comment = false
    scan: while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0D:
        if blank == nil { blank = position }
        try foldingWhiteSpace()
      case UInt8(ascii: "("):
        try skipComment()
        comment = true
      default:
        break scan
      }
    }
    guard let blank, !comment else { return }
    throw failure(bytes[blank] == 0x0D ? .control : defect, at: blank)
  }

  /// A comment with those nested in it; counted, not recursive, so that no input can exhaust the stack.
  private mutating func skipComment() throws(Address.Failure) {
    let open = position
    var depth = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        position += 1
      case UInt8(ascii: ")"):
        depth -= 1
        position += 1
        if depth == 0 {
          traits.insert(.comment)
          return
        }
      case UInt8(ascii: "\\"):
        // quoted-pair: RFC 5322 section 3.2.1, RFC 6532 section 3.2.
        position += 1
        guard let escaped = current else { throw failure(.unclosedComment, at: open) }
        if escaped >= 0x80 {
          try scalar()
        } else {
          if AddressByte.isControl(escaped), escaped != 0x09 { throw failure(.control, at: position) }
          position += 1
        }
      case 0x20, 0x09, 0x0D:
        try foldingWhiteSpace()
      case 0x80...:
        try scalar()
      default:
        if AddressByte.isControl(byte) { throw failure(.control, at: position) }
        position += 1
      }
    }
    throw failure(.unclosedComment, at: open)
  }

  /// One blank, or a line break with a blank after it.
  private mutating func foldingWhiteSpace() throws(Address.Failure) {
    if bytes[position] == 0x0D {
      guard position + 2 < bytes.count, bytes[position + 1] == 0x0A, AddressByte.isBlank(bytes[position + 2])
      else { throw failure(.control, at: position) }
      position += 2
    }
    position += 1
  }
}

/// Well-formed UTF-8: RFC 3629 section 4.
enum UTF8Scalar {
  /// The length of the character that begins at a byte; 0 when none does.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
    let lead = bytes[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case ...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    case 0xF1...0xF3: length = 4
    default: return 0
    }
    guard length <= bytes.count - offset, second.contains(bytes[offset + 1]) else { return 0 }
    for index in offset + 2..<offset + length where bytes[index] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
