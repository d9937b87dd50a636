/// Reads one address from left to right; the first byte that does not fit ends it with a failure.
struct AddressParser {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var traits: Address.Traits = []

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Mailbox: RFC 5321 section 4.1.2.
  mutating func address() throws(Address.Failure) -> Address {
    let localOctets: Int
    do throws(Address.Failure) {
      localOctets = try localPart()
    } catch {
      guard bytes.contains(UInt8(ascii: "@")) else { throw failure(.missingAt, at: bytes.count) }
      throw error
    }
    let at = position
    position += 1
    let sizes = try domain()

    // Only what is right in itself is measured.
    let whole = localOctets + 1 + sizes.octets
    if localOctets > Address.Limit.localPart {
      throw Address.Failure(defect: .localPartTooLong(localOctets), offset: 0, length: at)
    }
    if let label = sizes.longLabel {
      throw Address.Failure(defect: .labelTooLong(label.count), offset: label.lowerBound, length: label.count)
    }
    let domain = at + 1..<bytes.count
    if sizes.octets > Address.Limit.domain {
      throw Address.Failure(defect: .domainTooLong(sizes.octets), offset: at + 1, length: domain.count)
    }
    if whole > Address.Limit.whole {
      throw Address.Failure(defect: .addressTooLong(whole), offset: 0, length: bytes.count)
    }
    return Address(localPart: 0..<at, domain: domain, traits: traits)
  }

  // MARK: The local part

  /// Reads up to the `@` and returns the octets that count: Dot-string or Quoted-string, RFC 5321 section 4.1.2, or
  /// words and dots in any order, obs-local-part, RFC 5322 section 4.4.
  private mutating func localPart() throws(Address.Failure) -> Int {
    var octets = 0
    var words = 0
    var dot = 0
    while true {
      try skipComments(bare: .spaceInLocalPart)
      let start = position
      let quoted = current == UInt8(ascii: "\"")
      if quoted { try quotedString() } else { try atom() }
      guard position > start else {
        switch current {
        case UInt8(ascii: "@"):
          throw words == 0 ? failure(.emptyLocalPart, at: position) : failure(.trailingDot, at: dot)
        case UInt8(ascii: "."):
          throw failure(words == 0 ? .leadingDot : .doubleDot, at: position)
        default:
          throw unexpectedInLocalPart()
        }
      }
      octets += position - start
      words += 1
      if quoted { traits.insert(.quotedLocalPart) }
      if words > 1, traits.contains(.quotedLocalPart) { traits.insert(.obsoleteLocalPart) }

      let end = position
      try skipComments(bare: .spaceInLocalPart)
      if current == UInt8(ascii: "@") { return octets }
      guard current == UInt8(ascii: ".") else {
        if startsWord(at: position) {
          if position > end { throw failure(.textAfterComment, at: position) }
          if quoted { throw failure(.textAfterQuotedString, at: position) }
        }
        throw unexpectedInLocalPart()
      }
      dot = position
      position += 1
      octets += 1
    }
  }

  /// Atom: RFC 5322 section 3.2.3, RFC 6531 section 3.3. May be empty.
  private mutating func atom() throws(Address.Failure) {
    while let byte = current {
      if byte >= 0x80 {
        try scalar()
        traits.insert(.internationalLocalPart)
      } else if AddressByte.isAtext(byte) {
        position += 1
      } else {
        return
      }
    }
  }

  /// Quoted-string: RFC 5321 section 4.1.2. RFC 6531 section 3.3 adds characters beyond ASCII to qtextSMTP, but not
  /// to quoted-pairSMTP. Folding white space belongs to a message's header and not to a mailbox, so a line break or
  /// a tab is a control character here.
  private mutating func quotedString() throws(Address.Failure) {
    let open = position
    position += 1
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        position += 1
        guard let escaped = current else { throw failure(.unclosedQuotedString, at: open) }
        if escaped >= 0x80 { throw failure(.badEscape, at: position) }
        if AddressByte.isControl(escaped) { throw failure(.control, at: position) }
        position += 1
      case 0x80...:
        try scalar()
        traits.insert(.internationalLocalPart)
      default:
        if AddressByte.isControl(byte) { throw failure(.control, at: position) }
        position += 1
      }
    }
    throw failure(.unclosedQuotedString, at: open)
  }

  private func unexpectedInLocalPart() -> Address.Failure {
    guard let byte = current else { return failure(.missingAt, at: position) }
    if AddressByte.isControl(byte) { return failure(.control, at: position) }
    return failure(byte == UInt8(ascii: ")") ? .strayParenthesis : .specialInLocalPart(byte), at: position)
  }

  // MARK: The domain

  /// Reads from behind the `@` to the end: Domain, RFC 5321 section 4.1.2, with comments as in RFC 5322 section
  /// 3.4.1 and 4.4. Returns the octets that count and the first label that is too long. A label beyond ASCII is not
  /// measured: its limit concerns the ASCII form (RFC 5890 section 2.3.2.1), which is not known here.
  private mutating func domain() throws(Address.Failure) -> (octets: Int, longLabel: Range<Int>?) {
    let origin = position
    try skipComments(bare: .spaceInDomain)
    if current == nil { throw failure(.emptyDomain, at: origin) }
    if current == UInt8(ascii: "[") { return (try literalDomain(), nil) }

    var octets = 0
    var labels = 0
    var dot = 0
    var longLabel: Range<Int>?
    while true {
      let start = position
      let found = try label()
      let end = position
      guard end > start else {
        if current == nil { throw failure(.domainEndsWithDot, at: dot) }
        if current == UInt8(ascii: ".") { throw failure(.emptyLabel, at: position) }
        throw unexpectedInDomain()
      }
      if bytes[start] == UInt8(ascii: "-") { throw failure(.hyphenAtLabelStart, at: start) }
      try skipComments(bare: .spaceInDomain)
      guard current == nil || current == UInt8(ascii: ".") else {
        if position > end, startsWord(at: position) { throw failure(.textAfterComment, at: position) }
        throw unexpectedInDomain()
      }
      if bytes[end - 1] == UInt8(ascii: "-") { throw failure(.hyphenAtLabelEnd, at: end - 1) }
      if end - start > Address.Limit.label, !found.beyondASCII, longLabel == nil { longLabel = start..<end }
      octets += end - start
      labels += 1
      if current == nil {
        if labels == 1 { traits.insert(.dotlessDomain) }
        if found.digitsOnly { traits.insert(.numericTopLevel) }
        return (octets, longLabel)
      }
      dot = position
      position += 1
      octets += 1
      try skipComments(bare: .spaceInDomain)
    }
  }

  /// sub-domain: RFC 5321 section 4.1.2, RFC 6531 section 3.3. May be empty; hyphens at its edges are not judged
  /// yet.
  private mutating func label() throws(Address.Failure) -> (beyondASCII: Bool, digitsOnly: Bool) {
    var beyondASCII = false
    var digitsOnly = true
    while let byte = current {
      if byte >= 0x80 {
        try scalar()
        beyondASCII = true
        traits.insert(.internationalDomain)
      } else if AddressByte.isLabel(byte) {
        if AddressByte.classes[Int(byte)] & AddressByte.noDigit != 0 { digitsOnly = false }
        position += 1
      } else {
        break
      }
    }
    return (beyondASCII, digitsOnly && !beyondASCII)
  }

  func unexpectedInDomain() -> Address.Failure {
    guard let byte = current else { return failure(.emptyDomain, at: position) }
    let defect: Address.Defect =
      switch byte {
      case UInt8(ascii: "@"): .secondAt
      case UInt8(ascii: "_"): .underscoreInDomain
      case UInt8(ascii: ")"): .strayParenthesis
      case _ where AddressByte.isControl(byte): .control
      default: .specialInDomain(byte)
      }
    return failure(defect, at: position)
  }

  // MARK: Bytes

  var current: UInt8? {
    position < bytes.count ? bytes[position] : nil
  }

  /// Whether a word of a local part or a label would go on here.
  private func startsWord(at offset: Int) -> Bool {
    guard offset < bytes.count else { return false }
    let byte = bytes[offset]
    return byte >= 0x80 || byte == UInt8(ascii: "\"") || AddressByte.isAtext(byte)
  }

  func failure(_ defect: Address.Defect, at offset: Int) -> Address.Failure {
    let length = offset < bytes.count ? max(1, UTF8Scalar.length(bytes, offset)) : 0
    return Address.Failure(defect: defect, offset: offset, length: length)
  }

  /// Steps over a character beyond ASCII: UTF8-non-ascii, RFC 6532 section 3.1.
  mutating func scalar() throws(Address.Failure) {
    let length = UTF8Scalar.length(bytes, position)
    guard length > 0 else { throw failure(.invalidUTF8, at: position) }
    position += length
  }
}
