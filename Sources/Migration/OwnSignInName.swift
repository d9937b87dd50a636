import Platform

extension SignInName {
  /// A user's own sign-in name: `user`, `user@domain`, `domain\user` or `domain/user`.
  package init(own bytes: UnsafeBufferPointer<UInt8>) {
    let start = max(bytes.behindLast(UInt8(ascii: "\\")), bytes.behindLast(UInt8(ascii: "/")))
    self.init(user: start..<bytes.count, domain: start > 1 ? 0..<start - 1 : nil)
  }

  /// The form of a user's own sign-in name, as a number.
  package func ownForm(_ base: UnsafePointer<UInt8>) -> Int {
    if domain != nil { return 2 }
    return memchr(base + user.lowerBound, Int32(UInt8(ascii: "@")), user.count) == nil ? 0 : 1
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
