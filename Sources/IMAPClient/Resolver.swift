import NIOCore
import NIOPosix
import Platform

/// Turns a server's name into addresses, once a run.
enum Resolver {
  /// All of them, in the system's order of preference, and of the source address's kind where there is one.
  static func addresses(of endpoint: Endpoint) async throws(OpenFailure) -> [SocketAddress] {
    let source = try sourceAddress(of: endpoint)
    // The resolver would take 127.1 for an address, too.
    if let address = endpoint.address, ServerName.bytes(ofAddress: address) == nil {
      throw .connect(.unusableAddress(address))
    }
    let found: Result<[SocketAddress], OpenFailure>?
    do {
      found = try await NIOThreadPool.singleton.runIfActive {
        look(up: endpoint.address ?? endpoint.host, port: endpoint.port)
      }
    } catch {
      throw .connect(.hostUnknownForNow("\(error)"))
    }
    let addresses = try found!.get().filter { source == nil || $0.protocol == source!.protocol }
    guard !addresses.isEmpty else { throw .connect(.unusableAddress(endpoint.sourceAddress ?? endpoint.host)) }
    return addresses
  }

  static func sourceAddress(of endpoint: Endpoint) throws(OpenFailure) -> SocketAddress? {
    guard let text = endpoint.sourceAddress else { return nil }
    guard let address = try? SocketAddress(ipAddress: text, port: 0) else { throw .connect(.unusableAddress(text)) }
    return address
  }

  private static func look(up host: String, port: Int) -> Result<[SocketAddress], OpenFailure> {
    var hints = addrinfo()
    hints.ai_socktype = SystemCall.streamSocketType
    hints.ai_flags = AI_NUMERICSERV
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, "\(port)", &hints, &list)
    guard status == 0 else {
      let words = String(cString: gai_strerror(status))
      return .failure(.connect(status == EAI_AGAIN ? .hostUnknownForNow(words) : .hostNotFound(words)))
    }
    defer { freeaddrinfo(list) }
    var addresses: [SocketAddress] = []
    for entry in sequence(first: list, next: { $0?.pointee.ai_next }) {
      guard let entry, let address = entry.pointee.ai_addr else { break }
      switch entry.pointee.ai_family {
      case AF_INET:
        address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          addresses.append(SocketAddress($0.pointee, host: host))
        }
      case AF_INET6:
        address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          addresses.append(SocketAddress($0.pointee, host: host))
        }
      default: break
      }
    }
    return .success(addresses)
  }
}
