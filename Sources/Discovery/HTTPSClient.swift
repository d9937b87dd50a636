import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Gets one small file over HTTPS, with limits on its size and on time. Redirects are not followed.
struct HTTPSClient: Sendable {
  enum Failure: Error, Sendable {
    /// Not reached, or the certificate is not valid for the name.
    case connection(String)
    case status(Int)
    case tooLarge
    case timedOut
  }

  /// Authorities to trust besides the system's, as a PEM file.
  var caFile: String?
  /// Seconds for the whole exchange.
  var timeout: Int64 = 8
  var port = 443

  /// - Parameters:
  ///   - host: the name that the certificate must have.
  ///   - address: an IP address to connect to instead of those of the name.
  ///   - limit: how many bytes the file may have.
  func get(host: String, address: String?, path: String, limit: Int) async throws(Failure) -> [UInt8] {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let result = loop.makePromise(of: [UInt8].self)
    do {
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.minimumTLSVersion = .tlsv12
      if let caFile { configuration.additionalTrustRoots = [.certificates(try NIOSSLCertificate.fromPEMFile(caFile))] }
      let context = try NIOSSLContext(configuration: configuration)
      let head = HTTPRequestHead(
        version: .http1_1, method: .GET, uri: path,
        headers: [
          "Host": host, "Connection": "close", "Accept": "text/xml, application/xml", "User-Agent": "batchlint",
        ])
      let bootstrap = ClientBootstrap(group: loop).connectTimeout(.seconds(timeout)).channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = try NIOSSLClientHandler(context: context, serverHostname: host)
          try channel.pipeline.syncOperations.addHandler(tls)
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(ResponseHandler(head, limit: limit, result))
        }
      }
      let deadline = loop.scheduleTask(in: .seconds(timeout)) { result.fail(Failure.timedOut) }
      let channel = try await bootstrap.connect(host: address ?? host, port: port).get()
      defer {
        deadline.cancel()
        channel.close(promise: nil)
      }
      return try await result.futureResult.get()
    } catch {
      // A promise must be fulfilled, also where the connection never came about.
      result.fail(error)
      throw error as? Failure ?? .connection("\(error)")
    }
  }
}

/// Sends a request and gathers the response. Used on one event loop.
private final class ResponseHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead
  private let limit: Int
  private let result: EventLoopPromise<[UInt8]>
  private var body: [UInt8] = []

  init(_ head: HTTPRequestHead, limit: Int, _ result: EventLoopPromise<[UInt8]>) {
    (self.head, self.limit, self.result) = (head, limit, result)
  }

  func channelActive(context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      if head.status != .ok { result.fail(HTTPSClient.Failure.status(Int(head.status.code))) }
    case .body(let buffer):
      guard body.count + buffer.readableBytes <= limit else {
        result.fail(HTTPSClient.Failure.tooLarge)
        return context.close(promise: nil)
      }
      body += buffer.readableBytesView
    case .end:
      result.succeed(body)
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    result.fail(HTTPSClient.Failure.connection("the connection was closed"))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // Many servers end a response by closing the connection without saying so in TLS. A file that is cut off is not
    // well-formed, so nothing is lost by reading it.
    if case .uncleanShutdown? = error as? NIOSSLError { return }
    result.fail(HTTPSClient.Failure.connection("\(error)"))
    context.close(promise: nil)
  }
}
