import Platform
import IMAP
import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// Opens connections to one server. What they share is made once: addresses, trusted authorities.
public final class Connector: Sendable {
  public struct Options: Sendable {
    public var endpoint: Endpoint
    public var security: Session.Security
    /// Whether credentials may go over a connection without TLS.
    public var allowsPlainText = false
    public var trust = TLSTrust()
    public var timeouts = Timeouts()
    public var limits = Limits()

    public init(endpoint: Endpoint, security: Session.Security) {
      self.endpoint = endpoint
      self.security = security
    }
  }

  private struct Learnt {
    /// The address that last took a connection.
    var address = 0
    var certificateFailure: CertificateFailure?
  }

  private let options: Options
  private let addresses: [SocketAddress]
  private let source: SocketAddress?
  private let tls: TLSClient
  private let group: any EventLoopGroup
  private let learnt = NIOLockedValueBox(Learnt())

  /// Resolves the name and reads the trusted authorities.
  public init(_ options: Options) async throws(OpenFailure) {
    self.options = options
    group = MultiThreadedEventLoopGroup.singleton
    source = try Resolver.sourceAddress(of: options.endpoint)
    tls = try TLSClient(options.trust, host: options.endpoint.host)
    addresses = try await Resolver.addresses(of: options.endpoint)
  }

  /// Connects, and gets to the point where somebody can sign in.
  ///
  /// When the certificate fails, one more connection looks at it, without a credential; later failures are told from
  /// what that one saw. Cancelling the task closes the connection.
  ///
  /// - Parameters:
  ///   - secrets: those that the server may know from other connections; they are masked in what it says.
  ///   - loop: whose thread drives the connection; any one of the process's where there is none.
  public func open(masking secrets: [Secret] = [], on loop: (any EventLoop)? = nil) async throws(OpenFailure)
    -> Connection
  {
    do {
      return try await attempt(masking: secrets, on: loop)
    } catch .tls(.certificate(let failure)) where failure.chain.isEmpty {
      throw .tls(.certificate(await explain(failure)))
    }
  }

  private func explain(_ failure: CertificateFailure) async -> CertificateFailure {
    if let known = learnt.withLockedValue({ $0.certificateFailure }) { return known }
    guard let chain = await inspect(), !chain.isEmpty else { return failure }
    let explained = CertificateFailure(chain, name: tls.name, trusted: tls.trusted)
    learnt.withLockedValue { $0.certificateFailure = explained }
    return explained
  }

  private func attempt(masking secrets: [Secret], on loop: (any EventLoop)?) async throws(OpenFailure) -> Connection {
    switch try await begin(masking: secrets, on: loop) {
    case .open(let connection): return connection
    case .failed(let failure): throw failure
    case .inspected: throw .tls(.other("the connection was only looked at"))
    }
  }

  private func inspect() async -> [NIOSSLCertificate]? {
    guard case .inspected(let chain) = try? await begin(inspection: true) else { return nil }
    return chain
  }

  /// Tries one address after the other, that which took the last connection first.
  private func begin(
    masking secrets: [Secret] = [], inspection: Bool = false, on loop: (any EventLoop)? = nil
  ) async throws(OpenFailure) -> SessionHandler.Opening {
    let first = learnt.withLockedValue { $0.address }
    var session = Session(
      Session.Options(security: options.security, allowsPlainText: options.allowsPlainText, limits: options.limits))
    for secret in secrets { session.mask(secret) }
    var failure: ConnectFailure?
    for place in addresses.indices {
      let index = (first + place) % addresses.count
      let opening = await connect(session, to: addresses[index], inspection: inspection, on: loop ?? group.next())
      guard case .failed(.connect(let reason)) = opening else {
        learnt.withLockedValue { $0.address = index }
        return opening
      }
      // That one kind of address has no way out says less than what the other came to.
      if failure == nil || failure == .unreachable { failure = reason }
    }
    throw .connect(failure ?? .unreachable)
  }

  private func connect(
    _ session: Session, to address: SocketAddress, inspection: Bool, on loop: any EventLoop
  ) async -> SessionHandler.Opening {
    let opening = loop.makePromise(of: SessionHandler.Opening.self)
    let driver = SessionHandler.Reference.makeEmptyBox(valueType: SessionHandler.self, eventLoop: loop)
    var bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(options.timeouts.connect))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { [tls, timeouts = options.timeouts] channel in
        channel.eventLoop.makeCompletedFuture {
          let handler = SessionHandler(
            session, tls: tls, timeouts: timeouts, inspection: inspection ? Inspection() : nil, opening: opening)
          driver.value = handler
          try channel.pipeline.syncOperations.addHandler(handler)
        }
      }
    if let source { bootstrap = bootstrap.bind(to: source) }
    bootstrap.connect(to: address).whenFailure { opening.succeed(.failed(.connect(ConnectFailure($0)))) }
    return await withTaskCancellationHandler {
      // It is never failed.
      try! await opening.futureResult.get()
    } onCancel: {
      loop.execute { driver.value?.abandon() }
    }
  }
}

extension ConnectFailure {
  fileprivate init(_ error: any Error) {
    if case .connectTimeout = error as? ChannelError {
      self = .timedOut
    } else if let error = error as? IOError {
      self =
        switch error.errnoCode {
        case ECONNREFUSED: .refused
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN: .unreachable
        case ETIMEDOUT: .timedOut
        default: .system(errno: error.errnoCode, words: "\(error)")
        }
    } else {
      self = .system(errno: 0, words: "\(error)")
    }
  }
}
