import IMAP

/// A place where a domain's IMAP server may be, and what speaks for it.
package struct Candidate: Sendable {
  /// How it was found, the most trustworthy first.
  package enum Source: Int, Sendable, CaseIterable {
    /// Known of the provider that the MX records name.
    case provider
    /// An SRV record (RFC 6186, RFC 8314).
    case service
    /// An autoconfiguration file.
    case autoconfiguration
    /// A usual name: `imap.`, `mail.`, the MX host itself.
    case usualName

    package var text: String {
      switch self {
      case .provider: "the provider's server"
      case .service: "an SRV record"
      case .autoconfiguration: "the autoconfiguration file"
      case .usualName: "a common host name"
      }
    }
  }

  package var host: String
  package var port: Int
  package var security: Session.Security
  package var source: Source
  /// What speaks for it or against it, in words.
  package var reasons: [String] = []
  /// The sign-in name that the autoconfiguration file asks for, such as `%EMAILADDRESS%`.
  package var userName: String?
  /// What reaching it came to; nil where it was not reached for.
  package var reach: Reach?

  package init(host: String, port: Int, security: Session.Security, source: Source, reasons: [String] = []) {
    (self.host, self.port, self.security, self.source, self.reasons) = (host, port, security, source, reasons)
  }

  /// What a connection without a credential showed.
  package struct Reach: Sendable {
    /// The server greets, and its certificate is valid where TLS is used.
    package var isUsable: Bool
    /// The greeting in plain characters, or why there is none.
    package var text: String
    /// The host's name has an address.
    package var hasAddress = true
    /// `1.2` or `1.3`; nil without TLS.
    package var tlsVersion: String?
    package var capabilities: [String] = []
    /// The sign-in mechanisms that the server offers.
    package var mechanisms: [String] { capabilities.filter { $0.hasPrefix("AUTH=") }.map { String($0.dropFirst(5)) } }
  }

  package var securityName: String {
    switch security {
    case .implicit: "implicit"
    case .startTLS: "starttls"
    case .none: "none"
    }
  }

  /// The options with which the probe reaches it; `server` is the name of its kind, if known.
  package func probeCommand(server: String?) -> String {
    var words = ["batchlint probe --host \(host)"]
    if port != (security == .implicit ? 993 : 143) { words.append("--port \(port)") }
    if security != .implicit { words.append("--security \(securityName)") }
    if let server { words.append("--server \(server)") }
    return (words + ["users.csv"]).joined(separator: " ")
  }

  /// Usable ones first, then by source, implicit TLS first.
  package static func isBefore(_ a: Candidate, _ b: Candidate) -> Bool {
    func rank(_ candidate: Candidate) -> [Int] {
      [
        candidate.reach?.isUsable == true ? 0 : 1, candidate.source.rawValue, candidate.security == .implicit ? 0 : 1,
        candidate.port == 993 ? 0 : 1,
      ]
    }
    let (left, right) = (rank(a), rank(b))
    return left == right ? (a.host, a.port) < (b.host, b.port) : left.lexicographicallyPrecedes(right)
  }
}
