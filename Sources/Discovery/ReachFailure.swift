import IMAPClient
import Platform

/// Why a candidate is not usable, in words.
enum ReachFailure {
  static func text(_ failure: OpenFailure) -> String {
    switch failure {
    case .connect(let failure): text(failure)
    case .tls(let failure): text(failure)
    case .session(let reply): "no IMAP greeting: \(reply.text.text)"
    case .caFile(let path): "\(path) is not a certificate file"
    }
  }

  private static func text(_ failure: ConnectFailure) -> String {
    switch failure {
    case .hostNotFound: "the name has no address"
    case .hostUnknownForNow: "the name cannot be resolved now"
    case .refused: "connection refused"
    case .unreachable: "no route to the host"
    case .timedOut: "no answer"
    case .system(_, let words): words
    case .unusableAddress(let address): "\(address) is not a usable address"
    }
  }

  private static func text(_ failure: TLSFailure) -> String {
    switch failure {
    case .certificate(let certificate): certificate.problems.map(text).joined(separator: "; ")
    case .versionTooOld: "the server does not support TLS 1.2, which Microsoft 365 requires"
    case .refusedByServer: "the server refuses the TLS handshake"
    case .clientCertificateRequired: "the server requires a client certificate"
    case .closed: "the server closes the connection during the TLS handshake"
    case .timedOut: "no answer to the TLS handshake"
    case .unusableName(let name): "no certificate can have the name \(name)"
    case .other(let words): words
    }
  }

  private static func text(_ problem: CertificateFailure.Problem) -> String {
    switch problem {
    case .expired(let subject, _): "the certificate of \(subject) has expired"
    case .notYetValid(let subject, _): "the certificate of \(subject) is not valid yet"
    case .selfSigned: "the certificate is self-signed"
    case .unknownAuthority(let issuer): "the certificate is signed by \(issuer), which is not trusted"
    case .nameMismatch(let expected, let names):
      "the certificate is for \(names.isEmpty ? "no name" : names.joined(separator: ", ")), not for \(expected)"
    case .other(let words): words
    }
  }
}
