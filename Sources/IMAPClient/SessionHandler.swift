import IMAP
import NIOCore
import NIOSSL
import NIOTLS
import Platform

/// Drives one ``Session`` on its channel: bytes, TLS and time. Used on the channel's event loop only.
final class SessionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// What an attempt to open came to.
  enum Opening: Sendable {
    case open(Connection)
    case failed(OpenFailure)
    /// The certificate was looked at, and that was all.
    case inspected([NIOSSLCertificate])
  }

  /// The handler for others than its event loop.
  typealias Reference = NIOLoopBoundBox<SessionHandler?>

  private(set) var session: Session
  private let tls: TLSClient
  private let timeouts: Timeouts
  private let inspection: Inspection?
  private var opening: EventLoopPromise<Opening>?
  private var answers = CircularBuffer<EventLoopPromise<Reply>>()
  private var context: ChannelHandlerContext?
  private var watch: PlainTextWatch?
  private var facts: TLSFacts?
  private var deadline: (wait: Session.Wait, timer: Scheduled<Void>)?
  private var sessionTimer: Scheduled<Void>?

  init(
    _ session: Session, tls: TLSClient, timeouts: Timeouts, inspection: Inspection?, opening: EventLoopPromise<Opening>
  ) {
    self.session = session
    self.tls = tls
    self.timeouts = timeouts
    self.inspection = inspection
    self.opening = opening
  }

  /// Asks the session for something that it answers with one reply.
  func ask(_ answer: EventLoopPromise<Reply>, _ request: (inout Session) -> Void) {
    answers.append(answer)
    request(&session)
    perform()
  }

  /// Closes the connection without a word to the server.
  func abandon() {
    session.abandon()
    perform()
  }

  // MARK: What happens

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func channelActive(context: ChannelHandlerContext) {
    sessionTimer = schedule(timeouts.session) { $0.session.deadlinePassed() }
    session.connected()
    perform()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unwrapInboundIn(data).withUnsafeReadableBytes { session.received($0) }
    perform()
  }

  func channelInactive(context: ChannelHandlerContext) {
    session.disconnected()
    perform()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted = event as? TLSUserEvent { tlsEstablished(context) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Many servers end a connection without telling TLS; what was awaited is told by the channel's end.
    if error as? NIOSSLError != .uncleanShutdown,
      session.wait?.stage == .tls || error is BoringSSLError || error is NIOSSLError
    {
      if let chain = inspection?.chain, !chain.isEmpty {
        finishOpening(.inspected(chain))
      } else {
        finishOpening(.failed(.tls(TLSFailure(error))))
      }
    }
    abandon()
  }

  private func tlsEstablished(_ context: ChannelHandlerContext) {
    if let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self) {
      facts = TLSFacts(handler)
    }
    if tls.verifies, let failure = nameFailure {
      finishOpening(.failed(.tls(.certificate(failure))))
      session.abandon()
    } else {
      session.tlsEstablished()
    }
    perform()
  }

  private var nameFailure: CertificateFailure? {
    guard let certificate = facts?.certificate else {
      return CertificateFailure(problems: [.other("the certificate cannot be read")], chain: [])
    }
    guard !tls.name.matches(certificate) else { return nil }
    return CertificateFailure(problems: [.nameMismatch(expected: tls.name.text, certificate)], chain: [certificate])
  }

  // MARK: What is done

  private func perform() {
    var hasWritten = false
    while let action = session.nextAction() {
      switch action {
      case .send(let message):
        write(message)
        hasWritten = true
      case .startTLS: startTLS()
      case .opened(let reply): finishOpening(opened(reply))
      case .replied(let reply): answers.popFirst()?.succeed(reply)
      case .close:
        sessionTimer?.cancel()
        context?.close(promise: nil)
      }
    }
    if hasWritten { context?.flush() }
    arm()
  }

  private func opened(_ reply: Reply) -> Opening {
    guard reply.isOK, let context else { return .failed(.session(reply)) }
    let reference = Reference(self, eventLoop: context.eventLoop)
    return .open(
      Connection(channel: context.channel, handler: reference, opening: reply, greeting: session.greeting, tls: facts))
  }

  private func finishOpening(_ result: Opening) {
    opening?.succeed(result)
    opening = nil
  }

  /// Writes, and wipes the copy that was written once the channel is done with it.
  private func write(_ message: Secret) {
    guard let context else { return }
    let outgoing = NIOLoopBound(
      OutgoingBytes(message, allocator: context.channel.allocator), eventLoop: context.eventLoop)
    context.write(wrapOutboundOut(outgoing.value.buffer)).whenComplete { _ in outgoing.value.wipe() }
  }

  private func startTLS() {
    guard let context else { return }
    do throws(TLSFailure) {
      let handler = try tls.makeHandler(inspection: inspection)
      let watch = PlainTextWatch { [weak self] bytes in
        self?.session.plainTextInsteadOfTLS(bytes)
        self?.perform()
      }
      self.watch = watch
      // Nothing can go wrong in a pipeline that is there.
      try? context.pipeline.syncOperations.addHandler(watch, position: .first)
      try? context.pipeline.syncOperations.addHandler(handler, position: .after(watch))
    } catch {
      finishOpening(.failed(.tls(error)))
      session.abandon()
    }
  }

  // MARK: Time

  /// Begins the time-out of what is awaited, unless it runs.
  private func arm() {
    guard deadline?.wait != session.wait else { return }
    deadline?.timer.cancel()
    deadline = nil
    guard let wait = session.wait else { return }
    let timer = schedule(timeouts.limit(of: wait.stage)) { handler in
      if wait.stage == .tls {
        if let held = handler.watch?.held, !held.isEmpty { return handler.session.plainTextInsteadOfTLS(held) }
        handler.finishOpening(.failed(.tls(.timedOut)))
      }
      handler.session.deadlinePassed()
    }
    deadline = timer.map { (wait, $0) }
  }

  private func schedule(_ delay: Duration, _ body: @escaping (SessionHandler) -> Void) -> Scheduled<Void>? {
    context?.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(delay)) { [weak self] in
      guard let self else { return }
      body(self)
      perform()
    }
  }
}

/// Bytes on their way out.
private final class OutgoingBytes {
  private(set) var buffer: ByteBuffer

  init(_ message: Secret, allocator: ByteBufferAllocator) {
    buffer = message.withBytes { bytes in
      var buffer = allocator.buffer(capacity: bytes.count)
      buffer.writeBytes(bytes)
      return buffer
    }
  }

  func wipe() {
    buffer.withUnsafeMutableReadableBytes { bytes in
      for place in bytes.indices { bytes[place] = 0 }
    }
  }
}
