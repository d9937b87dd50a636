import IMAP
import NIOSSL

/// What an administrator needs to know of a certificate. All text is safe to be shown.
public struct CertificateFacts: Sendable, Hashable {
  /// The common name, else the whole name.
  public let subject: String
  public let issuer: String
  /// In seconds since 1970.
  public let notBefore: Int
  public let notAfter: Int
  /// The DNS names it is for; the common name where it has none.
  public let names: [String]
  /// The IP addresses it is for, 4 or 16 bytes each.
  let addresses: [[UInt8]]
  /// Whether it says of itself that nobody else has signed it.
  public let isSelfIssued: Bool

  init?(_ certificate: NIOSSLCertificate) {
    guard let bytes = try? certificate.toDERBytes() else { return nil }
    self.init(bytes, notBefore: Int(certificate.notValidBefore), notAfter: Int(certificate.notValidAfter))
  }

  /// RFC 5280 section 4.1.
  package init?(_ bytes: [UInt8], notBefore: Int, notAfter: Int) {
    var outer = DER(bytes[...])
    guard var certificate = outer.next(DER.Tag.sequence)?.children,
      var fields = certificate.next(DER.Tag.sequence)?.children
    else { return nil }
    _ = fields.next(DER.Tag.context(0, constructed: true))
    _ = fields.next()
    _ = fields.next()
    guard let issuer = fields.next(DER.Tag.sequence), fields.next() != nil, let subject = fields.next(DER.Tag.sequence)
    else { return nil }
    self.notBefore = notBefore
    self.notAfter = notAfter
    isSelfIssued = issuer.whole == subject.whole
    let subjectName = DistinguishedName(subject)
    self.subject = subjectName.text
    self.issuer = DistinguishedName(issuer).text
    _ = fields.next()
    let alternatives = Self.alternativeNames(&fields)
    addresses = alternatives.filter { $0.tag == DER.Tag.context(7, constructed: false) }.map { Array($0.content) }
    let names = alternatives.filter { $0.tag == DER.Tag.context(2, constructed: false) }
    // RFC 6125 section 6.4.4: the common name only where there is no other name.
    self.names =
      names.isEmpty && addresses.isEmpty
      ? subjectName.commonName.map { [$0] } ?? [] : names.map { DistinguishedName.visible($0.content) }
  }

  /// The elements of the extension subjectAltName (RFC 5280 section 4.2.1.6).
  private static func alternativeNames(_ fields: inout DER) -> [DER.Element] {
    while let field = fields.next() {
      guard field.tag == DER.Tag.context(3, constructed: true) else { continue }
      var wrapper = field.children
      guard var extensions = wrapper.next(DER.Tag.sequence)?.children else { return [] }
      while let item = extensions.next() {
        var parts = item.children
        guard parts.next(DER.Tag.objectIdentifier)?.content.elementsEqual([0x55, 0x1D, 0x11]) == true else { continue }
        _ = parts.next(0x01)
        guard var value = parts.next(DER.Tag.octetString)?.children, var names = value.next(DER.Tag.sequence)?.children
        else { return [] }
        var found: [DER.Element] = []
        while let name = names.next() { found.append(name) }
        return found
      }
    }
    return []
  }
}

/// A name in a certificate.
struct DistinguishedName {
  private(set) var commonName: String?
  private var parts: [String] = []
  private static let labels: [UInt8: String] = [3: "CN", 6: "C", 7: "L", 8: "ST", 10: "O", 11: "OU"]

  init(_ name: DER.Element) {
    var sets = name.children
    while let set = sets.next(DER.Tag.set) {
      var attributes = set.children
      while var attribute = attributes.next(DER.Tag.sequence)?.children {
        guard let type = attribute.next(DER.Tag.objectIdentifier)?.content, let value = attribute.next() else {
          continue
        }
        // The arc of X.520's attributes, 2.5.4.
        guard type.count == 3, type.starts(with: [0x55, 0x04]), let label = Self.labels[type.last!] else { continue }
        let text = Self.visible(Self.text(value))
        if label == "CN" { commonName = text }
        parts.append("\(label)=\(text)")
      }
    }
  }

  var text: String { commonName ?? parts.joined(separator: ", ") }

  static func visible(_ bytes: some Collection<UInt8>) -> String { ServerText(showing: bytes, limit: 256).text }

  private static func text(_ value: DER.Element) -> [UInt8] {
    let bmpString: UInt8 = 0x1E
    guard value.tag == bmpString else { return Array(value.content) }
    let bytes = Array(value.content)
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
