import IMAP
import NIOCore

/// Precedes TLS until the server's first bytes show whether they are TLS.
///
/// A server that answers in plain text, because the port has no TLS or its TLS is broken, says so in words that a
/// person can use; the library would say `WRONG_VERSION_NUMBER`.
final class PlainTextWatch: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private static let most = 512
  private let report: ([UInt8]) -> Void
  private(set) var held: [UInt8] = []

  init(report: @escaping ([UInt8]) -> Void) { self.report = report }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if held.isEmpty, let first = buffer.readableBytesView.first, (0x14...0x17).contains(first) {
      context.fireChannelRead(data)
      context.pipeline.syncOperations.removeHandler(self, promise: nil)
      return
    }
    held += buffer.readableBytesView.prefix(Self.most - held.count)
    if held.contains(0x0A) || held.count == Self.most { report(held) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !held.isEmpty { report(held) }
    context.fireChannelInactive()
  }
}
