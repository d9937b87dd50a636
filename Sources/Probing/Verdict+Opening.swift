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
    case .caFile(let path): self = Verdict("probe-tls", "\(path) is no file of certificates", reach: .server)
    }
  }

  private init(_ failure: ConnectFailure) {
    func unreachable(_ message: String, retry: Retry = .never, reach: Reach = .connection) -> Verdict {
      Verdict("probe-unreachable", message, retry: retry, reach: reach)
    }
    self =
      switch failure {
      case .hostNotFound(let words): unreachable("the host's name has no address (\(words))", reach: .server)
      case .hostUnknownForNow(let words):
        unreachable("the host's name cannot be looked up for the moment (\(words))", retry: .once)
      case .refused: unreachable("nobody answers on this port: the connection is refused", retry: .once)
      case .unreachable: unreachable("no route leads to the host", retry: .once)
      case .timedOut: unreachable("the host does not answer: a firewall on the way, or the wrong address", retry: .once)
      // A reset before the greeting comes as either, by the moment at which it does.
      case .system(ECONNRESET, _): Verdict.closedBeforeGreeting
      case .system(_, let words): unreachable("the connection failed (\(words))", retry: .once)
      case .unusableAddress(let text): unreachable("\(text) is no address to connect to", reach: .server)
      }
  }

  private init(_ failure: TLSFailure) {
    func tls(_ message: String, retry: Retry = .never, reach: Reach = .server) -> Verdict {
      Verdict("probe-tls", message, retry: retry, reach: reach)
    }
    self =
      switch failure {
      case .certificate(let failure): tls(Verdict.words(failure))
      case .versionTooOld: tls("the server knows no TLS 1.2, which Microsoft 365 demands")
      case .refusedByServer:
        tls(
          "the server breaks the TLS handshake off: no cipher in common, or a TLS older than 1.2, which Microsoft 365 demands"
        )
      case .clientCertificateRequired:
        tls("the server wants a certificate of its client, which Microsoft 365 does not have")
      case .closed:
        tls(
          "the server closes the connection within the TLS handshake: it knows no TLS 1.2, or the port wants --security starttls",
          retry: .once, reach: .connection)
      case .timedOut:
        tls(
          "no answer to the TLS handshake: the port wants --security starttls, perhaps", retry: .once,
          reach: .connection)
      case .unusableName(let name): tls("no certificate can bear the name \(name)")
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
      "the certificate of \(subject) is valid only from \(Day(secondsSince1970: notBefore)) on"
    case .selfSigned: "the certificate is signed by itself, not by an authority"
    case .unknownAuthority(let issuer):
      "the certificate is signed by \(issuer), whom nobody here trusts, or the server leaves out a certificate in between"
    case .nameMismatch(let expected, let names):
      names.isEmpty
        ? "the certificate bears no name, not \(expected)"
        : "the certificate is not for \(expected) but for \(names.joined(separator: ", "))"
    case .other(let words): "the certificate is not accepted (\(words))"
    }
  }

  private static let closedBeforeGreeting = Verdict(
    "probe-throttled", "the server closes the connection before it greets, as it does above a limit of connections",
    retry: .slower(after: nil),
    reach: .connection)

  /// What the server said before anybody could sign in.
  static func ofOpening(_ reply: Reply) -> Verdict {
    let said = said(reply)
    let text = reply.text.text
    switch reply.outcome {
    case .bye, .no, .bad:
      if ServerTextClassifier.isThrottling(text) { return throttled(text, said) }
      if reply.stage == .startTLS {
        return Verdict("probe-tls", "the server refuses STARTTLS", said: said, reach: .server)
      }
      return Verdict("probe-unreachable", "the server turns us away", said: said, retry: .once, reach: .connection)
    case .closed:
      if reply.stage == .greeting { return closedBeforeGreeting }
      return Verdict(
        "probe-unreachable", "the server breaks the connection off", said: said, retry: .once, reach: .connection)
    case .timedOut:
      return Verdict(
        "probe-unreachable",
        "connected, but the server does not greet: the port wants TLS, or the IMAP service is not running behind it",
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
      self =
        ServerTextClassifier.isThrottling(said.text)
        ? Verdict.throttled(said.text, said)
        : Verdict("probe-unreachable", "the server turns us away", said: said, retry: .once, reach: .connection)
    case .notIMAP(let service):
      self = Verdict(
        "probe-unreachable", "another service answers on this port: \(service.title)", said: said, reach: .server)
    case .plainTextInsteadOfTLS(let service):
      self =
        stage == .greeting || stage == .tls
        ? Verdict(
          "probe-tls",
          "the port speaks without TLS\(service == .imap ? "; it wants --security starttls" : ": \(service.title)")",
          said: said, reach: .server)
        : Verdict("probe-tls", "after its OK to STARTTLS the server goes on without TLS", said: said, reach: .server)
    case .bytesBeforeHandshake:
      self = Verdict(
        "probe-tls",
        "something was slipped in between STARTTLS and the handshake: an attack on the way, or a broken server",
        said: said, reach: .server)
    case .responseTooLong(let limit): self = broken("the server sends a line of more than \(limit) bytes")
    case .literalTooLong(let announced, _): self = broken("the server announces \(announced) bytes at once")
    case .tooManyResponses(let limit): self = broken("the server sends more than \(limit) lines that nobody asked for")
    case .tooManyOctets(let limit): self = broken("the server sends more than \(limit) bytes that nobody asked for")
    case .foreignTag: self = broken("the server answers a command that nobody gave")
    case .unreadable: self = broken("the server sends a line that is no IMAP")
    case .unexpectedContinuation: self = broken("the server asks for more where there is no more")
    }
  }

  init(refusal: Refusal) {
    self =
      switch refusal {
      case .preauthenticated:
        Verdict(
          "probe-tls", "the server takes everybody for signed in before TLS: an attack on the way, or a test server",
          reach: .server)
      case .startTLSNotOffered:
        Verdict(
          "probe-tls", "the server offers no STARTTLS: it was taken out on the way, or the port is --security implicit",
          reach: .server)
      case .plainText: Verdict("probe-tls", "a password would go over the network without TLS", reach: .server)
      case .loginDisabled:
        Verdict("probe-sign-in-disabled", "the server takes no plain sign-in here (LOGINDISABLED)", reach: .server)
      case .mechanismNotOffered(let name):
        Verdict("probe-sign-in-disabled", "this sign-in needs AUTH=\(name), which the server does not offer")
      case .containsNUL: Verdict("probe-sign-in", "a NUL stands in the name or the password: IMAP cannot send it")
      case .tooLong(let octets, let limit):
        Verdict("probe-sign-in", "the sign-in has \(octets) bytes; servers read \(limit) at most")
      }
  }

  static func moment(_ stage: Stage) -> String {
    switch stage {
    case .greeting: "as it greets"
    case .startTLS, .tls: "before TLS"
    case .signIn: "as somebody signs in"
    case .mailbox: "as the mailbox is opened"
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
    case .tls: "TLS; it wants --security implicit"
    case .prose: "something that is not IMAP"
    }
  }
}
