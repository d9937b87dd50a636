import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// What a server does, one step after the other; after the last it stays silent.
enum Step: Sendable {
  /// A line, and its end.
  case say(String)
  case send([UInt8])
  /// One byte after the other, with a pause before each.
  case drip(String, every: TimeAmount)
  /// Waits for a line.
  case hear
  case startTLS(ServerCertificate)
  /// The same bytes until nobody reads them any more.
  case flood([UInt8])
  case close
}

/// A server on loopback that plays the same script to everybody.
final class ScriptedServer: Sendable {
  struct Record: Sendable {
    var lines: [String] = []
    var connections = 0
    var open = 0
    var peers: [String] = []
    var flooded = 0
  }

  let port: Int
  private let channel: any Channel
  private let record = NIOLockedValueBox(Record())

  /// - Parameter tls: speaks TLS from the first byte.
  init(tls: ServerCertificate? = nil, _ script: [Step]) async throws {
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 512)
      .childChannelInitializer { [record] channel in
        channel.eventLoop.makeCompletedFuture {
          if let tls { try channel.pipeline.syncOperations.addHandler(tls.makeHandler()) }
          try channel.pipeline.syncOperations.addHandler(ScriptHandler(script, record: record))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress!.port!
  }

  var seen: Record { record.withLockedValue { $0 } }

  func stop() async throws { try await channel.close() }
}

/// Runs a server for as long as the body takes.
func withServer<Result>(
  tls: ServerCertificate? = nil, _ script: [Step], _ body: (ScriptedServer) async throws -> Result
) async throws -> Result {
  let server = try await ScriptedServer(tls: tls, script)
  do {
    let result = try await body(server)
    try await server.stop()
    return result
  } catch {
    try await server.stop()
    throw error
  }
}

private final class ScriptHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private var script: ArraySlice<Step>
  private let record: NIOLockedValueBox<ScriptedServer.Record>
  private var unheard: [UInt8] = []
  private var isBusy = false
  private var isGone = false

  init(_ script: [Step], record: NIOLockedValueBox<ScriptedServer.Record>) {
    self.script = script[...]
    self.record = record
  }

  func channelActive(context: ChannelHandlerContext) {
    let peer = context.remoteAddress?.ipAddress ?? ""
    record.withLockedValue {
      $0.connections += 1
      $0.open += 1
      $0.peers.append(peer)
    }
    goOn(context)
  }

  func channelInactive(context: ChannelHandlerContext) {
    isGone = true
    record.withLockedValue { $0.open -= 1 }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    unheard += unwrapInboundIn(data).readableBytesView
    goOn(context)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func goOn(_ context: ChannelHandlerContext) {
    while !isBusy, !isGone, let step = script.first {
      switch step {
      case .say(let text): write(Array("\(text)\r\n".utf8), context)
      case .send(let bytes): write(bytes, context)
      case .drip(let text, let pause): drip(Array(text.utf8)[...], pause, context)
      case .hear:
        guard let end = unheard.firstIndex(of: 0x0A) else { return }
        let line = String(decoding: unheard[...end], as: UTF8.self)
        record.withLockedValue { $0.lines.append(line) }
        unheard.removeSubrange(...end)
      case .startTLS(let certificate):
        try! context.pipeline.syncOperations.addHandler(certificate.makeHandler(), position: .first)
      case .flood(let bytes): flood(bytes, context)
      case .close: context.close(promise: nil)
      }
      script.removeFirst()
    }
  }

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func drip(_ bytes: ArraySlice<UInt8>, _ pause: TimeAmount, _ context: ChannelHandlerContext) {
    isBusy = !bytes.isEmpty
    guard let byte = bytes.first, !isGone else { return goOn(context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: pause) {
      let (handler, context) = bound.value
      handler.write([byte], context)
      handler.drip(bytes.dropFirst(), pause, context)
    }
  }

  private func flood(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard !isGone else { return }
    isBusy = true
    record.withLockedValue { $0.flooded += bytes.count }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes))).whenSuccess {
      loop.execute { bound.value.0.flood(bytes, bound.value.1) }
    }
  }
}
