import Platform

extension SignInName {
  /// A user's own sign-in name: `user`, `user@domain`, `domain\user` or `domain/user`.
  package init(own bytes: UnsafeBufferPointer<UInt8>) {
    let start = max(bytes.behindLast(UInt8(ascii: "\\")), bytes.behindLast(UInt8(ascii: "/")))
    self.init(user: start..<bytes.count, domain: start > 1 ? 0..<start - 1 : nil)
  }

  /// The form of an own sign-in name that is an address.
  package static let addressForm = 1

  /// The form of a user's own sign-in name, as a number.
  package func ownForm(_ base: UnsafePointer<UInt8>) -> Int {
    if domain != nil { return 2 }
    return memchr(base + user.lowerBound, Int32(UInt8(ascii: "@")), user.count) == nil ? 0 : 1
  }
}

/// What is around or in a user's own sign-in name that no server expects there.
package enum SignInDecoration: Sendable {
  /// `<terry@contoso.com>`
  case angleBrackets
  /// `mailto:terry@contoso.com`
  case mailto
  /// `[terry@contoso.com](mailto:terry@contoso.com)`
  case markdownLink
  /// `terry\_adams`, `terry\@contoso.com`, as Markdown escapes characters.
  case escapes

  /// The decoration of a sign-in name; nil for one that has none.
  @inline(__always)
  package init?(_ bytes: UnsafeBufferPointer<UInt8>, _ name: SignInName) {
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if first == UInt8(ascii: "<"), last == UInt8(ascii: ">") {
      self = .angleBrackets
    } else if first == UInt8(ascii: "["), last == UInt8(ascii: ")") {
      self = .markdownLink
    } else if name.domain != nil, bytes[name.user.lowerBound - 1] == UInt8(ascii: "\\"), !name.user.isEmpty,
      "_@*.-#".utf8.contains(bytes[name.user.lowerBound])
    {
      self = .escapes
    } else if bytes.count > 7, bytes[6] == UInt8(ascii: ":"), SignInDecoration.beginsWithMailto(bytes) {
      self = .mailto
    } else {
      return nil
    }
  }

  private static func beginsWithMailto(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    zip(bytes, "mailto:".utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The offset behind the last byte of a value; 0 where there is none. Most have none, and the C library
  /// finds that out many bytes at a time.
  @inline(__always)
  fileprivate func behindLast(_ byte: UInt8) -> Int {
    guard let baseAddress, memchr(baseAddress, Int32(byte), count) != nil else { return 0 }
    return lastIndex(of: byte).unsafelyUnwrapped + 1
  }
}
