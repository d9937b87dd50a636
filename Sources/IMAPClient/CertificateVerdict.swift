import Platform
import NIOSSL

extension CertificateFailure {
  /// Finds out why a chain was refused: the library gives one answer for all reasons.
  init(_ chain: [NIOSSLCertificate], name: ServerName, trusted: [NIOSSLCertificate], now: Int = time(nil)) {
    let facts = chain.compactMap(CertificateFacts.init)
    var problems: [Problem] = []
    for certificate in facts {
      if certificate.notAfter < now {
        problems.append(.expired(subject: certificate.subject, notAfter: certificate.notAfter))
      }
      if certificate.notBefore > now {
        problems.append(.notYetValid(subject: certificate.subject, notBefore: certificate.notBefore))
      }
    }
    if let leaf = facts.first {
      let hasBadDate = !problems.isEmpty
      if leaf.isSelfIssued {
        if !trusted.contains(chain[0]) { problems.append(.selfSigned) }
      } else if !hasBadDate {
        problems.append(.unknownAuthority(issuer: facts.last!.issuer))
      }
      if !name.matches(leaf) { problems.append(.nameMismatch(expected: name.text, leaf)) }
    }
    if problems.isEmpty { problems.append(.other("the certificate cannot be verified")) }
    self.init(problems: problems, chain: facts)
  }
}

extension CertificateFailure.Problem {
  static func nameMismatch(expected: String, _ certificate: CertificateFacts) -> Self {
    .nameMismatch(expected: expected, names: certificate.names + certificate.addresses.compactMap(text(ofAddress:)))
  }

  private static func text(ofAddress bytes: [UInt8]) -> String? {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else {
      return nil
    }
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
