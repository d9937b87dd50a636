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
    var address: Int?
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
    addresses = Connector.interleaved(try await Resolver.addresses(of: options.endpoint))
  }

  /// The address that took the last connection, as text; nil before the first.
  public var address: String? {
    learnt.withLockedValue { $0.address }.flatMap { addresses[$0].ipAddress }
  }

  /// Connects, and gets to the point where somebody can sign in.
  ///
  /// When the certificate fails, one more connection inspects it, without a credential; later failures are compared
  /// with what that one saw. Cancelling the task closes the connection.
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

  /// Kinds of addresses by turns, beginning with the one that the resolver prefers (RFC 8305 section 4).
  private static func interleaved(_ addresses: [SocketAddress]) -> [SocketAddress] {
    guard let first = addresses.first else { return [] }
    let preferred = addresses.filter { $0.protocol == first.protocol }
    let others = addresses.filter { $0.protocol != first.protocol }
    return (0..<max(preferred.count, others.count)).flatMap { place in
      [preferred, others].compactMap { place < $0.count ? $0[place] : nil }
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

  /// What another address is waited for, while there are others (RFC 8305 section 5).
  private static let attemptDelay = Duration.milliseconds(250)

  /// Tries one address after the other, that which took the last connection first. As long as none has, none is waited
  /// for longer than the delay after which the next is due; then each is once more, for the whole time.
  private func begin(
    masking secrets: [Secret] = [], inspection: Bool = false, on loop: (any EventLoop)? = nil
  ) async throws(OpenFailure) -> SessionHandler.Opening {
    let known = learnt.withLockedValue { $0.address }
    var session = Session(
      Session.Options(security: options.security, allowsPlainText: options.allowsPlainText, limits: options.limits))
    for secret in secrets { session.mask(secret) }
    var failure: ConnectFailure?
    let isFirst = known == nil && addresses.count > 1
    let delays = isFirst ? [min(Connector.attemptDelay, options.timeouts.connect)] : []
    for delay in delays + [options.timeouts.connect] {
      for place in addresses.indices {
        let index = ((known ?? 0) + place) % addresses.count
        let opening = await connect(
          session, to: addresses[index], within: delay, inspection: inspection, on: loop ?? group.next())
        guard case .failed(.connect(let reason)) = opening else {
          learnt.withLockedValue { $0.address = index }
          return opening
        }
        // That one kind of address has no way out says less than what the other came to.
        if failure == nil || failure == .unreachable { failure = reason }
      }
      // Nobody was only slow.
      if failure != .timedOut { break }
    }
    throw .connect(failure ?? .unreachable)
  }

  private func connect(
    _ session: Session, to address: SocketAddress, within time: Duration, inspection: Bool, on loop: any EventLoop
  ) async -> SessionHandler.Opening {
    let opening = loop.makePromise(of: SessionHandler.Opening.self)
    let driver = SessionHandler.Reference.makeEmptyBox(valueType: SessionHandler.self, eventLoop: loop)
    var bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(time))
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
