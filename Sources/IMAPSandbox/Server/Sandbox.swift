import Platform
import Migration
import NIOCore
import NIOPosix
import NIOSSL

/// A simulated IMAP server on a loopback address, with accounts and faults.
public final class Sandbox: Sendable {
  /// For plain text and, where there is a certificate, STARTTLS.
  public let port: Int
  /// For implicit TLS; nil where there is no certificate.
  public let tlsPort: Int?
  /// The PEM file of the authority that the generated certificate is under.
  public var authority: String? { certificates?.authority }

  private let state: SandboxState
  private let certificates: Certificates?
  private let group: MultiThreadedEventLoopGroup

  /// By the account's label, how often it was tried; `unknown-N` for names that no row has.
  public var attempts: [String: SignInCounts] { state.statistics.attempts(state.directory) }
  /// How many connections have come.
  public var connections: Int { state.statistics.connections }

  /// Starts the server; returns when it accepts connections.
  public static func start(_ configuration: SandboxConfiguration) async throws -> Sandbox {
    let (state, certificates) = try prepare(configuration)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let address = configuration.address
    do {
      let plain = try await listener(state, group, isTLS: false).bind(host: address, port: configuration.port).get()
      let tls =
        state.tls == nil
        ? nil : try await listener(state, group, isTLS: true).bind(host: address, port: configuration.tlsPort).get()
      return Sandbox(state, certificates, group, plain, tls)
    } catch {
      try? await group.shutdownGracefully()
      throw explained(error, configuration)
    }
  }

  /// Starts the server; blocks until it accepts connections.
  public static func startBlocking(_ configuration: SandboxConfiguration) throws -> Sandbox {
    let (state, certificates) = try prepare(configuration)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
    let address = configuration.address
    do {
      let plain = try listener(state, group, isTLS: false).bind(host: address, port: configuration.port).wait()
      let tls =
        state.tls == nil
        ? nil : try listener(state, group, isTLS: true).bind(host: address, port: configuration.tlsPort).wait()
      return Sandbox(state, certificates, group, plain, tls)
    } catch {
      try? group.syncShutdownGracefully()
      throw explained(error, configuration)
    }
  }

  private init(
    _ state: SandboxState, _ certificates: Certificates?, _ group: MultiThreadedEventLoopGroup, _ plain: any Channel,
    _ tls: (any Channel)?
  ) {
    self.state = state
    self.certificates = certificates
    self.group = group
    port = plain.localAddress?.port ?? 0
    tlsPort = tls?.localAddress?.port
    state.setListenerClosing {
      plain.close(promise: nil)
      tls?.close(promise: nil)
    }
  }

  /// Closes all connections; returns when the ports are free.
  public func stop() async throws { try await group.shutdownGracefully() }

  public func stopBlocking() throws { try group.syncShutdownGracefully() }

  private static let threads = min(2, System.coreCount)

  private static func prepare(_ configuration: SandboxConfiguration) throws -> (SandboxState, Certificates?) {
    guard isLoopback(configuration.address) else {
      throw SandboxError("\(configuration.address) is not a loopback address; the sandbox listens on no other")
    }
    let (tls, certificates) = try context(configuration)
    return (try SandboxState(configuration, tls: tls), certificates)
  }

  /// Whether an address is a loopback address; false for names, which can resolve to any address.
  static func isLoopback(_ address: String) -> Bool {
    var four = in_addr()
    if inet_pton(AF_INET, address, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    return address == "::1"
  }

  private static func explained(_ error: any Error, _ configuration: SandboxConfiguration) -> any Error {
    guard let error = error as? IOError else { return error }
    let reason = String(cString: strerror(error.errnoCode))
    let ports = "port \(configuration.port) and \(configuration.tlsPort)"
    return SandboxError("cannot listen on \(configuration.address), \(ports): \(reason)")
  }

  // MARK: TLS

  private static func context(_ configuration: SandboxConfiguration) throws -> (NIOSSLContext?, Certificates?) {
    var kind = Certificates.Kind.good
    var isOld = false
    for order in configuration.faults {
      if case .certificate(let asked) = order.fault.action { kind = asked }
      if case .oldTLS = order.fault.action { isOld = true }
    }
    let certificates: Certificates?
    let files: (chain: String, key: String)
    switch configuration.certificate {
    case .none: return (nil, nil)
    case .files(let chain, let key):
      guard kind == .good else {
        throw SandboxError("--certificate and a fault of the generated certificate are mutually exclusive")
      }
      (certificates, files) = (nil, (chain, key))
    case .generated:
      certificates = try Certificates()
      files = try certificates!.make(kind)
    }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(files.chain).map { NIOSSLCertificateSource.certificate($0) }
      let key = try NIOSSLPrivateKey(file: files.key, format: .pem)
      var tlsConfiguration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain, privateKey: .privateKey(key))
      tlsConfiguration.minimumTLSVersion = .tlsv1
      if isOld { tlsConfiguration.maximumTLSVersion = .tlsv11 }
      return (try NIOSSLContext(configuration: tlsConfiguration), certificates)
    } catch {
      throw SandboxError("\(files.chain) and \(files.key) are no certificate and its key, as PEM: \(error)")
    }
  }

  // MARK: Connections

  private static func listener(_ state: SandboxState, _ group: MultiThreadedEventLoopGroup, isTLS: Bool)
    -> ServerBootstrap
  {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try admit(channel, state, isTLS: isTLS && !state.hasPlainTLSPort) }
      }
  }

  /// Puts the handlers in place, or turns the connection away.
  private static func admit(_ channel: any Channel, _ state: SandboxState, isTLS: Bool) throws {
    let (number, open) = state.statistics.connect()
    for order in state.plan.due(
      .connection,
      when: {
        if case .close = $0 { true } else if case .reset = $0 { true } else if case .limit = $0 { true } else { false }
      })
    {
      switch order.fault.action {
      case .limit where open <= order.number: continue
      case .reset: _ = (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
      default: break
      }
      state.statistics.disconnect()
      throw ChannelError.eof
    }
    if isTLS, let tls = state.tls {
      if state.plan.due(.tls, when: { if case .handshakeClosed = $0 { true } else { false } }).first != nil {
        state.statistics.disconnect()
        throw ChannelError.eof
      }
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls))
    }
    try channel.pipeline.syncOperations.addHandler(
      SandboxConnection(state, number: number, isSecure: isTLS && state.tls != nil))
  }
}
