import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix
import Platform

/// Why the server cannot start.
struct WorkbenchError: UserFacingError {
  var description: String
}

/// The web page of a file, on a loopback address.
public final class WorkbenchServer: Sendable {
  /// Where the page is, with the token.
  public var address: String { service.gatekeeper.address }
  /// The same for the browser that is started: this address works once.
  public var startAddress: String { service.gatekeeper.startAddress }

  private let service: WorkbenchService
  private let group: MultiThreadedEventLoopGroup

  /// More connections than a browser opens.
  private static let mostConnections = 64

  /// Starts the server; returns when it accepts connections.
  ///
  /// - Throws: why the port cannot be used, or the file cannot be read or checked.
  public static func start(_ configuration: WorkbenchConfiguration) throws -> WorkbenchServer {
    let workbench = try Workbench(configuration)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let service = NIOLockedValueBox<WorkbenchService?>(nil)
    do {
      let channel = try listener(group, service).bind(host: "127.0.0.1", port: configuration.port).wait()
      let running = WorkbenchService(workbench, port: channel.localAddress?.port ?? 0)
      service.withLockedValue { $0 = running }
      return WorkbenchServer(running, group)
    } catch {
      try? group.syncShutdownGracefully()
      guard let error = error as? IOError else { throw error }
      let reason = String(cString: strerror(error.errnoCode))
      throw WorkbenchError(description: "cannot listen on 127.0.0.1 port \(configuration.port): \(reason)")
    }
  }

  private init(_ service: WorkbenchService, _ group: MultiThreadedEventLoopGroup) {
    (self.service, self.group) = (service, group)
  }

  /// Closes all connections.
  ///
  /// - Returns: whether changes of the file were neither saved nor downloaded.
  public func stop() throws -> Bool {
    try group.syncShutdownGracefully()
    return try service.stop()
  }

  /// - Parameter service: nil until the port is known, which the page's address contains.
  private static func listener(_ group: MultiThreadedEventLoopGroup, _ service: NIOLockedValueBox<WorkbenchService?>)
    -> ServerBootstrap
  {
    let connections = NIOLockedValueBox(0)
    return ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 64)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let service = service.withLockedValue({ $0 }),
            connections.withLockedValue({ $0 < mostConnections })
          else { throw ChannelError.eof }
          connections.withLockedValue { $0 += 1 }
          channel.closeFuture.whenComplete { _ in connections.withLockedValue { $0 -= 1 } }
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(ConnectionHandler(service))
        }
      }
  }
}

/// Lets the event loop hand over requests: they are answered by one thread, one after the other, so that nothing that
/// takes long holds the connections.
final class WorkbenchService: Sendable {
  let gatekeeper: Gatekeeper
  private let workbench: ConfinedWorkbench
  private let thread = NIOThreadPool(numberOfThreads: 1)

  init(_ workbench: Workbench, port: Int) {
    gatekeeper = Gatekeeper(port: port)
    self.workbench = ConfinedWorkbench(workbench)
    thread.start()
  }

  func respond(to request: Request, at path: String, on loop: any EventLoop) -> EventLoopFuture<Response> {
    thread.runIfActive(eventLoop: loop) { [workbench] in workbench.value.respond(to: request, at: path) }
  }

  /// Waits for the request that is being answered.
  ///
  /// - Returns: whether changes were lost.
  func stop() throws -> Bool {
    try thread.syncShutdownGracefully()
    workbench.value.end()
    return workbench.value.hasUnsavedChanges
  }
}

/// A workbench that goes to its thread: only the one thread of its pool touches it, and after the pool has ended the one
/// that ended it.
private struct ConfinedWorkbench: @unchecked Sendable {
  let value: Workbench
  init(_ value: Workbench) { self.value = value }
}
