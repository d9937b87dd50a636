/// What a server says it can do (RFC 9051 section 7.2.2).
public struct Capabilities: Sendable, Hashable {
  /// In upper case, in the server's order.
  public let names: [String]

  public init(_ names: [String]) { self.names = names.map { $0.uppercased() } }

  init(_ text: some Collection<UInt8>) {
    names = text.split(separator: UInt8(ascii: " ")).map { String(decoding: $0.map(\.uppercasedASCII), as: UTF8.self) }
  }

  /// Whether the server named it; in any case of letters.
  public func contains(_ name: String) -> Bool { names.contains(name.uppercased()) }

  public func offers(mechanism: String) -> Bool { contains("AUTH=" + mechanism) }
}

extension UInt8 {
  var uppercasedASCII: UInt8 { (0x61...0x7A).contains(self) ? self - 0x20 : self }

  var isDigit: Bool { (0x30...0x39).contains(self) }

  var isLetterOrDigit: Bool { isDigit || (0x41...0x5A).contains(uppercasedASCII) || self >= 0x80 }
}
