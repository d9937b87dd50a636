/// What a single value can be by its own text: the classes that a column's profile counts.
package struct ValueClasses: OptionSet, Sendable, Hashable {
  package var rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let empty = ValueClasses(rawValue: 1 << 0)
  /// `alberta@contoso.com`, and nothing else.
  package static let address = ValueClasses(rawValue: 1 << 1)
  /// An address with more around it: `SMTP:…`, `<…>`, several addresses.
  package static let decoratedAddress = ValueClasses(rawValue: 1 << 2)
  /// `contoso.com`, `mail.contoso.com`.
  package static let domain = ValueClasses(rawValue: 1 << 3)
  /// Letters, digits, `.`, `-` and `_`, beginning with a letter: `terry.adams`.
  package static let localPart = ValueClasses(rawValue: 1 << 4)
  package static let number = ValueClasses(rawValue: 1 << 5)
  /// `True`, `nein`, `active`, `disabled` …
  package static let boolean = ValueClasses(rawValue: 1 << 6)
  /// `250 MB`, `2G`.
  package static let size = ValueClasses(rawValue: 1 << 7)
  package static let date = ValueClasses(rawValue: 1 << 8)
  /// `/users/alberta`.
  package static let path = ValueClasses(rawValue: 1 << 9)
  /// `C:\…`, `\\server\share`.
  package static let windowsPath = ValueClasses(rawValue: 1 << 10)
  /// `\Sales\EMEA`.
  package static let folder = ValueClasses(rawValue: 1 << 11)
  package static let url = ValueClasses(rawValue: 1 << 12)
  /// A password's hash: `{SHA512-CRYPT}…`, `$6$…`, 32 hexadecimal digits.
  package static let hash = ValueClasses(rawValue: 1 << 13)
  package static let guid = ValueClasses(rawValue: 1 << 14)
  /// `contoso\terry`.
  package static let domainLogin = ValueClasses(rawValue: 1 << 15)
  /// `S-1-5-21-…`.
  package static let securityIdentifier = ValueClasses(rawValue: 1 << 16)
  /// Letters and spaces only, as names of people have them.
  package static let words = ValueClasses(rawValue: 1 << 17)
  /// Only asterisks, dots or bullets: a masked password.
  package static let masked = ValueClasses(rawValue: 1 << 18)
  /// None of the others: it could be a password.
  package static let opaque = ValueClasses(rawValue: 1 << 19)

  /// How many classes there are.
  static let count = 20
}

extension ValueClasses {
  /// Longer values are judged by their beginning, in bytes.
  private static let longest = 1024

  /// The classes of a value; spaces at its ends are ignored.
  package init(_ value: UnsafeRawBufferPointer) {
    var text = UnsafeRawBufferPointer(rebasing: value.prefix(ValueClasses.longest))
    while let first = text.first, first == 0x20 || first == 0x09 {
      text = UnsafeRawBufferPointer(rebasing: text.dropFirst())
    }
    while let last = text.last, last == 0x20 || last == 0x09 {
      text = UnsafeRawBufferPointer(rebasing: text.dropLast())
    }
    self = ValueText(text).classes
  }
}

/// A trimmed value, and the tests that tell its classes.
private struct ValueText {
  let bytes: UnsafeRawBufferPointer
  private var letters = 0
  private var digits = 0
  private var others = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    for byte in bytes {
      if ValueText.isLetter(byte) || byte >= 0x80 {
        letters += 1
      } else if ValueText.isDigit(byte) {
        digits += 1
      } else {
        others += 1
      }
    }
  }

  var classes: ValueClasses {
    if bytes.isEmpty { return .empty }
    var classes: ValueClasses = []
    if isAddress { return .address }
    if isDecoratedAddress { return .decoratedAddress }
    if isHash { classes.insert(.hash) }
    if isGUID { return classes.union(.guid) }
    if hasPrefix("s-1-"), digits > 4, letters == 1 { return .securityIdentifier }
    if hasPrefix("https://") || hasPrefix("http://") || hasPrefix("imap://") || hasPrefix("ldap://") { return .url }
    if isNumber { classes.insert(.number) }
    if isBoolean { classes.insert(.boolean) }
    if isSize { classes.insert(.size) }
    if isDate { classes.insert(.date) }
    if bytes[0] == UInt8(ascii: "/") { classes.insert(.path) }
    if isWindowsPath { classes.insert(.windowsPath) } else if bytes[0] == UInt8(ascii: "\\") { classes.insert(.folder) }
    if isDomainLogin { classes.insert(.domainLogin) }
    if isDomain { classes.insert(.domain) }
    if isLocalPart { classes.insert(.localPart) }
    if isWords { classes.insert(.words) }
    if letters == 0, digits == 0, bytes.allSatisfy({ $0 == bytes[0] }), "*.#-".utf8.contains(bytes[0]) {
      classes.insert(.masked)
    }
    return classes.isEmpty ? .opaque : classes
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte | 0x20) &- 0x61 < 6 }
  /// A character of a domain's label or of an ordinary local part.
  private static func isNameByte(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || "-_.".utf8.contains(byte) }

  private func hasPrefix(_ prefix: StaticString) -> Bool {
    prefix.withUTF8Buffer { prefix in
      prefix.count <= bytes.count && prefix.indices.allSatisfy { (bytes[$0] | 0x20) == (prefix[$0] | 0x20) }
    }
  }

  /// Something, one `@`, and a domain name behind it whose last label has letters only.
  private var isAddress: Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, bytes.lastIndex(of: UInt8(ascii: "@")) == at else {
      return false
    }
    let local = bytes[..<at]
    let isLocal = local.allSatisfy { byte in
      ValueText.isNameByte(byte) || byte >= 0x80 || "!#$%&'*+/=?^`{|}~".utf8.contains(byte)
    }
    return isLocal && ValueText.isDomain(bytes[(at + 1)...])
  }

  private static func isDomain(_ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    guard let dot = text.lastIndex(of: UInt8(ascii: ".")), dot > text.startIndex, text.endIndex - dot > 2 else {
      return false
    }
    let top = text[(dot + 1)...]
    return text.allSatisfy {
      isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") || $0 >= 0x80
    }
      && top.allSatisfy { isLetter($0) || $0 >= 0x80 } && text.first != UInt8(ascii: "-")
  }

  private var isDecoratedAddress: Bool {
    guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
    let scheme = hasPrefix("smtp:") || hasPrefix("mailto:") || hasPrefix("x500:") || hasPrefix("sip:")
    let isMarked =
      scheme || bytes.contains { "<>[]();,".utf8.contains($0) } || bytes.contains(0x20)
      || bytes.last == UInt8(ascii: ".")
    guard isMarked else { return false }
    let domain = bytes[(at + 1)...].prefix { ValueText.isNameByte($0) }
    return domain.dropLast().contains(UInt8(ascii: "."))
  }

  private var isHash: Bool {
    if bytes.count > 8, bytes[0] == UInt8(ascii: "{"), let close = bytes.firstIndex(of: UInt8(ascii: "}")), close > 1 {
      return bytes[1..<close].allSatisfy { ValueText.isLetter($0) || ValueText.isDigit($0) || "-._".utf8.contains($0) }
        && bytes.count - close > 8
    }
    if bytes.count > 8, bytes[0] == UInt8(ascii: "$"), let close = bytes[1...].firstIndex(of: UInt8(ascii: "$")) {
      let name = String(decoding: bytes[1..<close], as: UTF8.self).lowercased()
      if ["1", "2", "2a", "2b", "2x", "2y", "5", "6", "7", "y", "apr1", "sha1", "md5"].contains(name)
        || ["argon2", "scrypt", "pbkdf2", "aes-"].contains(where: name.hasPrefix)
      {
        return bytes.count - close > 8
      }
    }
    let isStarred = bytes.count == 41 && bytes[0] == UInt8(ascii: "*")
    let hexadecimal = isStarred ? bytes[1...] : bytes[...]
    // 70: SHA-256 behind six digits of salt, as hMailServer stores it.
    return [32, 40, 56, 64, 70, 96, 128].contains(hexadecimal.count) && hexadecimal.allSatisfy(ValueText.isHexadecimal)
      && letters > 0 && digits > 0
  }

  private var isGUID: Bool {
    let hasBraces = bytes.count == 38 && bytes[0] == UInt8(ascii: "{") && bytes[37] == UInt8(ascii: "}")
    guard bytes.count == 36 || hasBraces else { return false }
    let text = hasBraces ? bytes[1..<37] : bytes[...]
    return text.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : ValueText.isHexadecimal(byte)
    }
  }

  private var isNumber: Bool {
    guard digits > 0, letters == 0, others <= 3 else { return false }
    return bytes.allSatisfy { ValueText.isDigit($0) || "+-.,".utf8.contains($0) }
      && bytes.last.map(ValueText.isDigit) == true
  }

  private static let booleans: Set<String> = [
    "true", "false", "yes", "no", "y", "n", "on", "off", "wahr", "falsch", "ja", "nein", "vrai", "faux", "oui", "non",
    "verdadero", "falso", "sí", "si", "verdadeiro", "sim", "não", "vero", "waar", "onwaar", "nee", "sant", "falskt",
    "tak", "nie", "active", "inactive", "enabled", "disabled", "aktiv", "inaktiv", "actif", "inactif", "suspended",
    "locked", "closed", "deleted", "archived", "maintenance", "pending",
  ]

  private var isBoolean: Bool {
    bytes.count <= 12 && digits == 0 && ValueText.booleans.contains(String(decoding: bytes, as: UTF8.self).lowercased())
  }

  private var isSize: Bool {
    guard digits > 0, let first = bytes.first, ValueText.isDigit(first) else { return false }
    let unit = bytes.drop { ValueText.isDigit($0) || $0 == 0x20 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
      .prefix { ValueText.isLetter($0) }
    let name = String(decoding: unit, as: UTF8.self).lowercased()
    guard ["b", "k", "m", "g", "t", "kb", "mb", "gb", "tb", "kib", "mib", "gib", "bytes"].contains(name) else {
      return false
    }
    // `2 GB (2,147,483,648 bytes)` is how Exchange writes one.
    return unit.endIndex == bytes.endIndex || bytes[unit.endIndex...].starts(with: " (".utf8)
  }

  /// Three numbers with the same separator, one of them a year or all of one or two digits; perhaps a time behind them.
  private var isDate: Bool {
    guard digits >= 4, bytes.count <= 40, let first = bytes.first, ValueText.isDigit(first) else { return false }
    let separators: Set<UInt8> = [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")]
    var groups: [Int] = [0]
    var separator: UInt8?
    for byte in bytes {
      if ValueText.isDigit(byte) {
        groups[groups.count - 1] += 1
      } else if separators.contains(byte), groups.count < 3, separator == nil || separator == byte {
        separator = byte
        groups.append(0)
      } else if groups.count == 3, byte == 0x20 || byte == UInt8(ascii: "T") || byte == UInt8(ascii: ",") {
        break
      } else {
        return false
      }
    }
    guard groups.count == 3, groups.allSatisfy({ (1...4).contains($0) }) else { return false }
    return groups[0] == 4 || groups[2] == 4 || groups[2] == 2
  }

  private var isWindowsPath: Bool {
    if bytes.starts(with: "\\\\".utf8) { return bytes.count > 4 }
    return bytes.count >= 3 && ValueText.isLetter(bytes[0]) && bytes[1] == UInt8(ascii: ":")
      && (bytes[2] == UInt8(ascii: "\\") || bytes[2] == UInt8(ascii: "/"))
  }

  private var isDomainLogin: Bool {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "\\")), slash > 0, slash < bytes.count - 1,
      bytes.lastIndex(of: UInt8(ascii: "\\")) == slash
    else { return false }
    return bytes.allSatisfy { ValueText.isNameByte($0) || $0 == UInt8(ascii: "\\") }
  }

  private var isDomain: Bool { ValueText.isDomain(bytes[...]) }

  private var isLocalPart: Bool {
    bytes.first.map(ValueText.isLetter) == true && bytes.allSatisfy(ValueText.isNameByte)
  }

  private var isWords: Bool {
    letters > 0 && digits == 0 && bytes.allSatisfy { ValueText.isLetter($0) || $0 >= 0x80 || " .'-".utf8.contains($0) }
  }
}
