import NIOCore
import NIOHTTP1

/// Reads the requests of one connection, within limits, and writes what they are answered with. Used on one event loop.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  /// How much a client may send, and how long it may take.
  enum Limit {
    /// All header fields of a request, in bytes.
    static let headers = 16 << 10
    /// A file, in bytes.
    static let file = 64 << 20
    /// Any other body, in bytes.
    static let body = 64 << 10
    /// Until the header fields are there; also between two requests.
    static let headTime = TimeAmount.seconds(60)
    static let bodyTime = TimeAmount.seconds(120)
  }

  private let service: WorkbenchService
  private var head: HTTPRequestHead?
  private var path = ""
  private var body: [UInt8] = []
  private var bodyLimit = 0
  private var deadline: Scheduled<Void>?

  init(_ service: WorkbenchService) { self.service = service }

  func channelActive(context: ChannelHandlerContext) { expect(within: Limit.headTime, context) }

  func channelInactive(context: ChannelHandlerContext) {
    deadline?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): begin(head, context)
    case .body(let buffer):
      guard head != nil else { return }
      guard body.count + buffer.readableBytes <= bodyLimit else { return refuse(.payloadTooLarge, context) }
      body.append(contentsOf: buffer.readableBytesView)
    case .end:
      guard let head else { return }
      self.head = nil
      deadline?.cancel()
      let request = Request(head, body: body)
      body = []
      let keepsAlive = head.isKeepAlive
      service.respond(to: request, at: path, on: context.eventLoop).assumeIsolated().whenComplete { result in
        let response = (try? result.get()) ?? .problem(.serviceUnavailable, "The server is stopping.")
        self.write(response, keepsAlive: keepsAlive, context)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func begin(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
    let size = head.uri.utf8.count + head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    guard size <= Limit.headers else { return refuse(.requestHeaderFieldsTooLarge, context) }
    switch service.gatekeeper.judge(head) {
    case .answered(let response): answer(response, context)
    case .admitted(let path):
      bodyLimit = Workbench.takesFile(path) ? Limit.file : Limit.body
      let length = head.headers.first(name: "Content-Length").flatMap { Int($0) } ?? 0
      guard length <= bodyLimit else { return refuse(.payloadTooLarge, context) }
      (self.head, self.path) = (head, path)
      body.reserveCapacity(length)
      expect(within: Limit.bodyTime, context)
    }
  }

  private func refuse(_ status: HTTPResponseStatus, _ context: ChannelHandlerContext) {
    answer(.problem(status, status.reasonPhrase), context)
  }

  /// Answers without a look at the rest of the request, and closes the connection.
  private func answer(_ response: Response, _ context: ChannelHandlerContext) {
    head = nil
    body = []
    write(response, keepsAlive: false, context)
  }

  private func write(_ response: Response, keepsAlive: Bool, _ context: ChannelHandlerContext) {
    var headers = response.headers
    headers.add(name: "Connection", value: keepsAlive ? "keep-alive" : "close")
    let head = HTTPResponseHead(version: .http1_1, status: response.status, headers: headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if let stream = response.stream { return follow(stream, context) }
    context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: response.body)))), promise: nil)
    let written = context.writeAndFlush(wrapOutboundOut(.end(nil)))
    guard keepsAlive else { return written.assumeIsolated().whenComplete { _ in context.close(promise: nil) } }
    expect(within: Limit.headTime, context)
  }

  /// Writes what comes, and closes the connection at its end.
  private func follow(_ stream: EventStream, _ context: ChannelHandlerContext) {
    context.flush()
    stream.attach { [channel = context.channel] bytes in
      guard let bytes else {
        return channel.writeAndFlush(HTTPServerResponsePart.end(nil)).whenComplete { _ in channel.close(promise: nil) }
      }
      channel.writeAndFlush(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: bytes))), promise: nil)
    }
  }

  /// Closes the connection unless the client goes on in time.
  private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
    deadline?.cancel()
    deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
  }
}
