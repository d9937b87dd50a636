import IMAP

/// Why there is no connection.
public enum OpenFailure: Error, Sendable {
  case connect(ConnectFailure)
  case tls(TLSFailure)
  /// The server was reached and did not greet, or greeted in a way that ends the session; or it failed before TLS.
  case session(Reply)
  /// The file of authorities cannot be used.
  case caFile(path: String)
}

public enum ConnectFailure: Sendable, Hashable {
  /// The name has no address; the resolver's words.
  case hostNotFound(String)
  /// The resolver could not tell, which may pass.
  case hostUnknownForNow(String)
  /// Nobody listens on the port.
  case refused
  case unreachable
  case timedOut
  /// Anything else that the operating system says.
  case system(errno: Int32, words: String)
  /// Neither a name nor an address, or no address of this kind on this machine.
  case unusableAddress(String)
}

public enum TLSFailure: Error, Sendable, Hashable {
  case certificate(CertificateFailure)
  /// The server knows no TLS 1.2.
  case versionTooOld
  /// The two know no cipher or group in common, or the server refuses this client.
  case refusedByServer
  /// The server requires a certificate of the client.
  case clientCertificateRequired
  /// The connection ended within the handshake.
  case closed
  case timedOut
  /// No certificate can bear such a name.
  case unusableName(String)
  /// The library's words.
  case other(String)
}

/// What is wrong with a server's certificate.
public struct CertificateFailure: Sendable, Hashable {
  public enum Problem: Sendable, Hashable {
    /// In seconds since 1970, of the certificate with this subject.
    case expired(subject: String, notAfter: Int)
    case notYetValid(subject: String, notBefore: Int)
    case selfSigned
    /// The certificate is signed by somebody who is not trusted, or whose own certificate the server does not send.
    case unknownAuthority(issuer: String)
    case nameMismatch(expected: String, names: [String])
    case other(String)
  }

  /// The most telling first; at least one.
  public var problems: [Problem]
  /// The server's own certificate, then those that it sent along.
  public var chain: [CertificateFacts]
}
