import IMAP
import IMAPClient

/// Time-outs that no test reaches on a busy machine; who waits for one makes it short.
private let patientTimeouts: Timeouts = {
  var timeouts = Timeouts()
  timeouts.connect = .seconds(60)
  timeouts.greeting = .seconds(60)
  timeouts.tls = .seconds(60)
  timeouts.signIn = .seconds(60)
  timeouts.closing = .seconds(60)
  timeouts.session = .seconds(300)
  return timeouts
}()

/// Opens a connection to a server of the test's as `imap.contoso.test`, trusting the tests' authority.
func open(
  _ server: ScriptedServer, _ security: Session.Security, host: String = "imap.contoso.test",
  adjust: (inout Connector.Options) -> Void = { _ in }
) async throws -> Connection {
  try await connector(to: server, security, host: host, adjust: adjust).open()
}

func connector(
  to server: ScriptedServer, _ security: Session.Security, host: String = "imap.contoso.test",
  adjust: (inout Connector.Options) -> Void = { _ in }
) async throws -> Connector {
  var options = Connector.Options(
    endpoint: Endpoint(host: host, port: server.port, address: "127.0.0.1"), security: security)
  options.allowsPlainText = true
  options.timeouts = patientTimeouts
  if security != .none { options.trust.caFile = try Certificates.shared.get().authority }
  adjust(&options)
  return try await Connector(options)
}

/// Why it could not be opened; nil where it could.
func failure(of body: () async throws -> Connection) async throws -> OpenFailure? {
  do {
    let connection = try await body()
    await connection.close()
    return nil
  } catch let failure as OpenFailure {
    return failure
  }
}

extension OpenFailure {
  /// The reply that ended it.
  var reply: Reply? {
    if case .session(let reply) = self { reply } else { nil }
  }

  var certificate: CertificateFailure? {
    if case .tls(.certificate(let failure)) = self { failure } else { nil }
  }

  var tls: TLSFailure? {
    if case .tls(let failure) = self { failure } else { nil }
  }

  var connect: ConnectFailure? {
    if case .connect(let failure) = self { failure } else { nil }
  }
}
