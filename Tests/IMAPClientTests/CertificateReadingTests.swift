import Foundation
import NIOSSL
import Testing

import IMAPClient

/// What is read of a certificate, and whom it is for.
@Suite struct CertificateReadingTests {
  static let matches: [(String, [String], Bool)] = [
    ("imap.contoso.com", ["imap.contoso.com"], true), ("IMAP.Contoso.com.", ["imap.contoso.COM"], true),
    ("imap.contoso.com", ["contoso.com"], false),
    ("imap.contoso.com", ["*.contoso.com"], true), ("a.imap.contoso.com", ["*.contoso.com"], false),
    ("contoso.com", ["*.contoso.com"], false),
    ("contoso.com", ["*.com"], false), ("imap.contoso.com", ["i*.contoso.com"], false),
    ("imap.contoso.com", ["*"], false),
    (".contoso.com", ["*.contoso.com"], false), ("imap.contoso.com", ["*.contoso.com", "x"], true),
    ("imap.contoso.com", [], false),
  ]

  @Test("names", arguments: matches)
  func name(_ host: String, _ names: [String], _ isMatch: Bool) throws {
    let certificate = try #require(facts(names: names))
    #expect(certificate.names == names)
    #expect(ServerName(host).matches(certificate) == isMatch)
  }

  @Test("addresses are compared as addresses, and not asked for in the handshake")
  func addresses() throws {
    let addresses: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]
    let certificate = try #require(facts(names: ["imap.contoso.com"], addresses: addresses))
    for (host, isMatch) in [("127.0.0.1", true), ("127.0.0.2", false), ("::1", true), ("0:0::1", true), ("::2", false)]
    {
      #expect(ServerName(host).matches(certificate) == isMatch)
      #expect(ServerName(host).indication == nil)
    }
    #expect(ServerName("imap.contoso.com.").indication == "imap.contoso.com")
  }

  @Test("a subject without a common name shows whole, control characters visible")
  func subject() throws {
    let subject: [(UInt8, [UInt8])] = [(10, Array("Con\u{1B}toso".utf8)), (6, Array("US".utf8))]
    let certificate = try #require(facts(subject: subject, names: ["a"]))
    #expect(certificate.subject == "O=Con^[toso, C=US")
  }

  @Test("damaged certificates are read or refused, and nothing traps")
  func damaged() throws {
    let path = try Certificates.shared.get().directory.appendingPathComponent("good.pem").path
    let whole = try NIOSSLCertificate.fromPEMFile(path)[0].toDERBytes()
    #expect(CertificateFacts(whole, notBefore: 0, notAfter: 0)?.names == ["imap.contoso.test", "*.mail.contoso.test"])
    var refused = 0
    for length in 0..<whole.count where CertificateFacts(Array(whole.prefix(length)), notBefore: 0, notAfter: 0) == nil
    { refused += 1 }
    #expect(refused == whole.count)
    for place in whole.indices {
      for value: UInt8 in [0, 1, 0x30, 0x7F, 0x80, 0x84, 0xFF] {
        var bytes = whole
        bytes[place] = value
        _ = CertificateFacts(bytes, notBefore: 0, notAfter: 0)
      }
    }
  }

  /// A certificate's fields as far as they are read, without a signature.
  private func facts(
    subject: [(UInt8, [UInt8])] = [(3, Array("subject".utf8))], names: [String], addresses: [[UInt8]] = []
  ) -> CertificateFacts? {
    func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
      let length =
        content.count < 0x80 ? [UInt8(content.count)] : [0x82, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
      return [tag] + length + content
    }
    let name = element(
      0x30, subject.flatMap { element(0x31, element(0x30, element(0x06, [0x55, 0x04, $0.0]) + element(0x0C, $0.1))) })
    let alternatives = names.map { element(0x82, Array($0.utf8)) } + addresses.map { element(0x87, $0) }
    // An empty list of names would let the common name stand in.
    let list = element(0x30, alternatives.isEmpty ? element(0x87, [1, 2, 3, 4]) : Array(alternatives.joined()))
    let `extension` = element(0x30, element(0x06, [0x55, 0x1D, 0x11]) + element(0x04, list))
    let fields: [[UInt8]] = [
      element(0xA0, element(0x02, [2])), element(0x02, [1]), element(0x30, []), name, element(0x30, []), name,
      element(0x30, []),
      element(0xA3, element(0x30, `extension`)),
    ]
    return CertificateFacts(element(0x30, element(0x30, Array(fields.joined()))), notBefore: 0, notAfter: 0)
  }
}
