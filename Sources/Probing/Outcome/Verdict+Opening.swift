import Platform
import IMAP
import IMAPClient

extension Verdict {
  /// Why there is no connection to sign in on.
  init(_ failure: OpenFailure) {
    switch failure {
    case .connect(let failure): self = Verdict(failure)
    case .tls(let failure): self = Verdict(failure)
    case .session(let reply): self = Verdict.ofOpening(reply)
    case .caFile(let path): self = Verdict("probe-tls", "\(path) contains no certificates", reach: .server)
    }
  }

  /// Why a later connection did not open where an earlier one did: the server's TLS is known to be good, and one that
  /// is closed within the handshake is one too many.
  init(afterOpening failure: OpenFailure) {
    switch failure {
    case .tls(.closed): self = Verdict.closedBeforeGreeting
    case .session(let reply) where reply.outcome == .closed && reply.stage == .tls: self = Verdict.closedBeforeGreeting
    default: self = Verdict(failure)
    }
  }

  private init(_ failure: ConnectFailure) {
    func unreachable(_ message: String, retry: Retry = .never, reach: Reach = .connection) -> Verdict {
      Verdict("probe-unreachable", message, retry: retry, reach: reach)
    }
    self =
      switch failure {
      case .hostNotFound(let words): unreachable("the host name has no address (\(words))", reach: .server)
      case .hostUnknownForNow(let words):
        unreachable("the host name temporarily cannot be resolved (\(words))", retry: .once)
      case .refused: unreachable("connection refused: nothing listens on this port", retry: .once)
      case .unreachable: unreachable("no route to the host", retry: .once)
      case .timedOut: unreachable("connection timed out: a firewall, or the wrong address", retry: .once)
      // A reset before the greeting comes as either, by the moment at which it does.
      case .system(ECONNRESET, _): Verdict.closedBeforeGreeting
      case .system(_, let words): unreachable("the connection failed (\(words))", retry: .once)
      case .unusableAddress(let text): unreachable("invalid address: \(text)", reach: .server)
      }
  }

  private init(_ failure: TLSFailure) {
    func tls(_ message: String, retry: Retry = .never, reach: Reach = .server) -> Verdict {
      Verdict("probe-tls", message, retry: retry, reach: reach)
    }
    self =
      switch failure {
      case .certificate(let failure): tls(Verdict.words(failure))
      case .versionTooOld: tls("the server does not support TLS 1.2, which Microsoft 365 requires")
      case .refusedByServer:
        tls(
          "TLS handshake aborted by the server: no common cipher, or no TLS 1.2, which Microsoft 365 requires"
        )
      case .clientCertificateRequired:
        tls("the server requires a client certificate, which Microsoft 365 does not have")
      case .closed:
        tls(
          "the server closes the connection within the TLS handshake: it does not support TLS 1.2, or the port "
            + "requires --security starttls",
          retry: .once, reach: .connection)
      case .timedOut:
        tls(
          "no response to the TLS handshake; the port may require --security starttls", retry: .once,
          reach: .connection)
      case .unusableName(let name): tls("\(name) cannot be the name in a certificate")
      case .other(let words): tls("the TLS handshake failed (\(words))", retry: .once, reach: .connection)
      }
  }

  private static func words(_ failure: CertificateFailure) -> String {
    failure.problems.map(words).joined(separator: "; ")
  }

  private static func words(_ problem: CertificateFailure.Problem) -> String {
    switch problem {
    case .expired(let subject, let notAfter):
      "the certificate of \(subject) expired on \(Day(secondsSince1970: notAfter))"
    case .notYetValid(let subject, let notBefore):
      "the certificate of \(subject) is not valid before \(Day(secondsSince1970: notBefore))"
    case .selfSigned: "the certificate is self-signed"
    case .unknownAuthority(let issuer):
      "the certificate is signed by \(issuer), which is not trusted, or the server omits an intermediate "
        + "certificate"
    case .nameMismatch(let expected, let names):
      names.isEmpty
        ? "the certificate has no name; expected \(expected)"
        : "the certificate is for \(names.joined(separator: ", ")), not for \(expected)"
    case .other(let words): "the certificate is rejected (\(words))"
    }
  }

  /// A connection limit closes a connection before TLS; a proxy whose own server is down, after it.
  private static func closedBeforeGreeting(_ reply: Reply) -> Verdict {
    guard reply.text.isProtected else { return closedBeforeGreeting }
    return Verdict(
      "probe-unreachable",
      "TLS is established, and the connection is closed before a greeting: the IMAP server behind the proxy "
        + "that speaks TLS does not answer, or too many connections are open",
      retry: .slower(after: nil), reach: .connection)
  }

  private static let closedBeforeGreeting = Verdict(
    "probe-throttled", "the server closes the connection before the greeting; probably a connection limit",
    retry: .slower(after: nil),
    reach: .connection)

  /// What the server said before anybody could sign in.
  static func ofOpening(_ reply: Reply) -> Verdict {
    let said = said(reply)
    let text = ServerTextClassifier(reply.text.text)
    switch reply.outcome {
    case .bye, .no, .bad:
      if text.isThrottling || text.known == .throttled { return throttled(text, said) }
      if reply.stage == .startTLS {
        return Verdict("probe-tls", "the server rejects STARTTLS", said: said, reach: .server)
      }
      return Verdict(
        "probe-unreachable", "the server rejects the connection", said: said, retry: .once, reach: .connection)
    case .closed:
      if reply.stage == .greeting { return closedBeforeGreeting(reply) }
      return Verdict(
        "probe-unreachable", "the server closes the connection", said: said, retry: .once, reach: .connection)
    case .timedOut:
      return Verdict(
        "probe-unreachable",
        "connected, but no greeting: the port requires TLS, or the IMAP service is not running",
        said: said, retry: .once, reach: .connection)
    case .protocolError(let error): return Verdict(protocolError: error, at: reply.stage, said: said)
    case .refused(let refusal): return Verdict(refusal: refusal)
    case .ok: return .good
    }
  }

  init(protocolError error: ProtocolError, at stage: Stage, said: ServerText) {
    func broken(_ message: String) -> Verdict {
      Verdict("probe-protocol", "\(message), \(Verdict.moment(stage))", said: said)
    }
    switch error {
    case .notIMAP(.prose):
      let text = ServerTextClassifier(said.text)
      self =
        text.isThrottling
        ? Verdict.throttled(text, said)
        : Verdict(
          "probe-unreachable", "the server rejects the connection", said: said, retry: .once, reach: .connection)
    case .notIMAP(let service):
      self = Verdict(
        "probe-unreachable", "another service responds on this port: \(service.title)", said: said, reach: .server)
    case .plainTextInsteadOfTLS(let service):
      self =
        stage == .greeting || stage == .tls
        ? Verdict(
          "probe-tls",
          "no TLS on this port\(service == .imap ? "; it requires --security starttls" : ": \(service.title)")",
          said: said, reach: .server)
        : Verdict("probe-tls", "the server accepts STARTTLS, but continues without TLS", said: said, reach: .server)
    case .bytesBeforeHandshake:
      self = Verdict(
        "probe-tls",
        "injected responses between STARTTLS and the handshake: an attack, or a broken server",
        said: said, reach: .server)
    case .responseTooLong(let limit): self = broken("the server sends a line longer than \(limit) bytes")
    case .literalTooLong(let announced, _): self = broken("the server announces a literal of \(announced) bytes")
    case .tooManyResponses(let limit): self = broken("the server sends more than \(limit) unsolicited responses")
    case .tooManyOctets(let limit): self = broken("the server sends more than \(limit) unsolicited bytes")
    case .foreignTag: self = broken("the server responds with an unknown tag")
    case .unreadable: self = broken("the server sends a line that is not IMAP")
    case .unexpectedContinuation: self = broken("unexpected continuation request")
    }
  }

  init(refusal: Refusal) {
    self =
      switch refusal {
      case .preauthenticated:
        Verdict(
          "probe-tls", "the session is signed in before TLS (PREAUTH): an attack, or a test server",
          reach: .server)
      case .startTLSNotOffered:
        Verdict(
          "probe-tls",
          "the server does not offer STARTTLS: it was removed in transit, or the port requires --security implicit",
          reach: .server)
      case .plainText: Verdict("probe-tls", "a password would be sent without TLS", reach: .server)
      case .loginDisabled:
        Verdict("probe-sign-in-disabled", "the server accepts no password sign-in here (LOGINDISABLED)", reach: .server)
      case .mechanismNotOffered(let name):
        Verdict("probe-sign-in-disabled", "this sign-in requires AUTH=\(name), which the server does not offer")
      case .containsNUL: Verdict("probe-sign-in", "NUL in the sign-in name or password, which IMAP cannot send")
      case .tooLong(let octets, let limit):
        Verdict("probe-sign-in", "sign-in of \(octets) bytes; servers accept at most \(limit)")
      }
  }

  static func moment(_ stage: Stage) -> String {
    switch stage {
    case .greeting: "in the greeting"
    case .startTLS, .tls: "before TLS"
    case .signIn: "at the sign-in"
    case .mailbox: "when the mailbox is opened"
    default: "after the sign-in"
    }
  }
}

extension Service {
  fileprivate var title: String {
    switch self {
    case .imap: "IMAP"
    case .pop3: "POP3"
    case .smtp: "SMTP"
    case .http: "a web server"
    case .ssh: "SSH"
    case .tls: "TLS; it requires --security implicit"
    case .prose: "a service that is not IMAP"
    }
  }
}
