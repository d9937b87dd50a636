import Platform

/// The name that a server is to prove.
///
/// NIOSSL also takes a certificate that bears the address of the peer when a name was asked for; this does not.
package struct ServerName: Sendable {
  package let text: String
  private let address: [UInt8]?

  package init(_ text: String) {
    self.text = text.hasSuffix(".") ? String(text.dropLast()) : text
    address = Self.bytes(ofAddress: text)
  }

  /// What the handshake asks for (RFC 6066 section 3); an address is not asked for.
  package var indication: String? { address == nil ? text : nil }

  package func matches(_ certificate: CertificateFacts) -> Bool {
    if let address { return certificate.addresses.contains(address) }
    return certificate.names.contains(where: matches(name:))
  }

  /// RFC 6125 section 6.4: letters in any case; `*` matches the whole of the first label, and never a top-level
  /// domain.
  private func matches(name: String) -> Bool {
    let wanted = text.lowercased()
    let offered = name.lowercased()
    guard offered.hasPrefix("*.") else { return wanted == offered }
    let parent = offered.dropFirst()
    guard parent.dropFirst().contains("."), let dot = wanted.firstIndex(of: "."), dot != wanted.startIndex else {
      return false
    }
    return wanted[dot...] == parent
  }

  package static func bytes(ofAddress text: String) -> [UInt8]? {
    for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: count)
      if inet_pton(family, text, &bytes) == 1 { return bytes }
    }
    return nil
  }
}
