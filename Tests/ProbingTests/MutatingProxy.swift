import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import TestSupport

/// A proxy that damages what a server sends: bytes changed, lost, doubled, cut off or made up, as a seed has it.
final class MutatingProxy: Sendable {
  let port: Int
  private let channel: any Channel

  static func start(to port: Int, seed: UInt64) async throws -> MutatingProxy {
    let connections = NIOLockedValueBox<UInt64>(0)
    let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { child in
        child.eventLoop.makeCompletedFuture {
          let number = connections.withLockedValue { number in
            number += 1
            return number
          }
          let handler = ClientSide(port: port, seed: seed << 16 | number)
          try child.pipeline.syncOperations.addHandler(handler)
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    return MutatingProxy(channel)
  }

  private init(_ channel: any Channel) {
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  func stop() async throws { try await channel.close() }

  /// The connection of the client; it opens the one to the server.
  private final class ClientSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let port: Int
    private let seed: UInt64
    private var server: (any Channel)?
    private var early: [ByteBuffer] = []

    init(port: Int, seed: UInt64) { (self.port, self.seed) = (port, seed) }

    func channelActive(context: ChannelHandlerContext) {
      let client = context.channel
      let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
      ClientBootstrap(group: context.eventLoop)
        .channelInitializer { [seed] server in
          server.eventLoop.makeCompletedFuture {
            try server.pipeline.syncOperations.addHandler(ServerSide(client: client, seed: seed))
          }
        }
        .connect(host: "127.0.0.1", port: port)
        .whenComplete { result in
          guard case .success(let server) = result else { return client.close(promise: nil) }
          bound.value.connected(server)
        }
    }

    private func connected(_ server: any Channel) {
      self.server = server
      for buffer in early { server.writeAndFlush(buffer, promise: nil) }
      early = []
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      if let server { server.writeAndFlush(buffer, promise: nil) } else { early.append(buffer) }
    }

    func channelInactive(context: ChannelHandlerContext) { server?.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  /// The connection to the server.
  private final class ServerSide: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let client: any Channel
    private var random: SeededGenerator

    init(client: any Channel, seed: UInt64) { (self.client, random) = (client, SeededGenerator(seed: seed)) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var bytes = Array(unwrapInboundIn(data).readableBytesView)
      guard Int.random(in: 0..<3, using: &random) == 0 else { return pass(bytes) }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<9, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 4: bytes += bytes
      case 5: bytes.removeSubrange(place...)
      case 6: bytes.insert(contentsOf: Array("* BYE Too many connections\r\n* NO busy {5}\r\n".utf8), at: place)
      case 7: bytes.insert(contentsOf: (0..<40).map { _ in UInt8.random(in: 0...255, using: &random) }, at: place)
      default:
        pass(Array(bytes[..<place]))
        context.close(promise: nil)
        return client.close(promise: nil)
      }
      pass(bytes)
    }

    private func pass(_ bytes: [UInt8]) {
      var buffer = client.allocator.buffer(capacity: bytes.count)
      buffer.writeBytes(bytes)
      client.writeAndFlush(buffer, promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { client.close(promise: nil) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }
}
