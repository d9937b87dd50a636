import Platform

/// The parts of an e-mail address, as ranges of byte offsets into the text given.
///
/// The grammar is the Mailbox of RFC 5321 section 4.1.2 with the address literals of section 4.1.3, the UTF-8
/// extensions of RFC 6531 section 3.3, and, so that they can be named and not merely refused, the comments and the
/// obsolete local part of RFC 5322 sections 3.2.2 and 4.4. Whatever is legal without being ordinary leaves a trait.
public struct Address: Sendable, Equatable {
  /// What is out of the ordinary in an address that is nevertheless legal.
  public struct Traits: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// `"first last"@contoso.com`: Quoted-string, RFC 5321 section 4.1.2.
    public static let quotedLocalPart = Traits(rawValue: 1 << 0)
    /// `first(comment)@contoso.com`: CFWS, RFC 5322 section 3.2.2.
    public static let comment = Traits(rawValue: 1 << 1)
    /// `first@[192.0.2.1]`: address-literal, RFC 5321 section 4.1.3.
    public static let addressLiteral = Traits(rawValue: 1 << 2)
    /// `first@server`: a domain of one label, RFC 5321 section 2.3.5.
    public static let dotlessDomain = Traits(rawValue: 1 << 3)
    /// `first@192.0.2.1`: a last label of digits only, RFC 3696 section 2.
    public static let numericTopLevel = Traits(rawValue: 1 << 4)
    /// A local part with characters beyond ASCII: RFC 6531 section 3.3.
    public static let internationalLocalPart = Traits(rawValue: 1 << 5)
    /// A domain with characters beyond ASCII (U-labels): RFC 6531 section 3.3.
    public static let internationalDomain = Traits(rawValue: 1 << 6)
    /// `first."middle".last@contoso.com`: quoted words among dots, obs-local-part, RFC 5322 section 4.4.
    public static let obsoleteLocalPart = Traits(rawValue: 1 << 7)
  }

  /// Why a text is not an address, and where.
  public struct Failure: Error, Sendable, Equatable {
    public var defect: Defect
    /// The byte offset of the character that breaks the grammar; the text's end where something is missing there.
    public var offset: Int
    /// The bytes that are at fault from there on; 0 where something is missing.
    public var length: Int

    package init(defect: Defect, offset: Int, length: Int) {
      (self.defect, self.offset, self.length) = (defect, offset, length)
    }
  }

  /// All text before the `@`, comments included.
  public var localPart: Range<Int>
  /// All text after the `@`, comments included; an address literal with its brackets.
  public var domain: Range<Int>
  public var traits: Traits

  /// Reads the whole of a text as one address.
  ///
  /// Faults of syntax come before faults of length, and of several the first one counts, with one exception: a text
  /// without any `@` always fails for that, whatever else is in it.
  public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<Address, Failure> {
    var parser = AddressParser(bytes)
    do throws(Failure) {
      return .success(try parser.address())
    } catch {
      return .failure(error)
    }
  }
}

extension Address {
  /// A text is a domain that an address can have (RFC 5321, section 4.1.2).
  public static func isDomain(_ text: String) -> Bool {
    var address = "user@" + text
    return address.withUTF8 { bytes in
      guard case .success(let parsed) = Address.parse(bytes) else { return false }
      return parsed.domain.count == text.utf8.count
    }
  }

  /// The greatest lengths in octets: RFC 5321 sections 4.5.3.1.1 to 4.5.3.1.3 (a path of 256 has two brackets
  /// around the address), RFC 1035 section 2.3.4 for the label. Comments do not count, quotes do.
  public enum Limit {
    public static let localPart = 64
    public static let domain = 255
    public static let label = 63
    public static let whole = 254
  }

  /// The offset of the domain when the text is an ordinary address, which is one that ``parse(_:)`` accepts without
  /// any trait; otherwise -1. One pass, no allocation; meant for the rows that are in order.
  ///
  /// - Parameter known: the domain of an ordinary address, which need not be read again; empty for none.
  @inlinable @inline(__always)
  public static func plainDomainStart(
    _ base: UnsafePointer<UInt8>, _ count: Int, known: UnsafeBufferPointer<UInt8> = .init(start: nil, count: 0)
  ) -> Int {
    guard count <= Limit.whole else { return -1 }
    let classes = AddressByte.classes
    var position = 0
    var start = 0
    while true {
      guard position < count else { return -1 }
      if position &+ 8 <= count, AddressByte.areLettersOrDigits(base + position) {
        position &+= 8
        continue
      }
      let byte = base[position]
      if classes[Int(byte)] & AddressByte.atext != 0 {
        position &+= 1
        continue
      }
      guard position > start else { return -1 }
      if byte == UInt8(ascii: "@") { break }
      guard byte == UInt8(ascii: ".") else { return -1 }
      position &+= 1
      start = position
    }
    guard position <= Limit.localPart else { return -1 }
    position &+= 1
    let domain = position
    if count &- domain == known.count, let start = known.baseAddress, areEqual(start, base + domain, known.count) {
      return domain
    }
    start = position
    var seen: UInt8 = 0
    while position < count {
      let byte = base[position]
      let kind = classes[Int(byte)]
      if kind & AddressByte.label != 0 {
        seen |= kind
        position &+= 1
        continue
      }
      guard byte == UInt8(ascii: "."), isPlainLabel(base, start, position) else { return -1 }
      position &+= 1
      start = position
      seen = 0
    }
    guard start > domain, seen & AddressByte.noDigit != 0, isPlainLabel(base, start, position) else { return -1 }
    return domain
  }

  @inlinable @inline(__always)
  static func isPlainLabel(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end > start && end &- start <= Limit.label
      && base[start] != UInt8(ascii: "-") && base[end &- 1] != UInt8(ascii: "-")
  }
}

/// What each byte may be in an address.
@usableFromInline
enum AddressByte {
  /// atext, RFC 5322 section 3.2.3.
  @usableFromInline static var atext: UInt8 { @inlinable @inline(__always) get { 1 } }
  /// A letter, digit or hyphen: sub-domain, RFC 5321 section 4.1.2.
  @usableFromInline static var label: UInt8 { @inlinable @inline(__always) get { 2 } }
  /// One of those that is not a digit.
  @usableFromInline static var noDigit: UInt8 { @inlinable @inline(__always) get { 4 } }

  /// Whether eight bytes are letters and digits of ASCII, all in one step.
  @inlinable @inline(__always)
  static func areLettersOrDigits(_ bytes: UnsafePointer<UInt8>) -> Bool {
    let word = UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = ones &* 0x80
    guard word & highs == 0 else { return false }
    // The high bit of each byte is set by what is at or above a limit: no sum of two bytes below 0x80 carries.
    let folded = word | ones &* 0x20
    let letters = (folded &+ ones &* (0x80 - 0x61)) & ~(folded &+ ones &* (0x80 - 0x7B))
    let digits = (word &+ ones &* (0x80 - 0x30)) & ~(word &+ ones &* (0x80 - 0x3A))
    return (letters | digits) & highs == highs
  }

  /// A byte of flags for each byte; the digit `0` adds bits that are none of them. A literal is a constant in the
  /// program's read-only data, so that nothing is initialised and no access is guarded.
  @usableFromInline
  static var classes: UnsafePointer<UInt8> {
    @inlinable @inline(__always)
    get {
      let flags: StaticString = """
        00000000000000000000000000000000\
        01011111001107013333333333000101\
        07777777777777777777777777700011\
        17777777777777777777777777711110\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000\
        00000000000000000000000000000000
        """
      return flags.utf8Start
    }
  }

  @inline(__always)
  static func isAtext(_ byte: UInt8) -> Bool { classes[Int(byte)] & atext != 0 }

  @inline(__always)
  static func isLabel(_ byte: UInt8) -> Bool { classes[Int(byte)] & label != 0 }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inline(__always)
  static func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
