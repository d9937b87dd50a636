import Platform

/// How many connections from or to a port of this machine the process holds; other tests open sockets meanwhile.
public func openConnections(port: Int) -> Int {
  let wanted = in_port_t(port).bigEndian
  return (0..<4_096).count { descriptor in
    var ends = [sockaddr_in(), sockaddr_in()]
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = withUnsafeMutableBytes(of: &ends[0]) {
      getpeername(Int32(descriptor), $0.assumingMemoryBound(to: sockaddr.self).baseAddress!, &length) == 0
    }
    guard isConnected, ends[0].sin_family == sa_family_t(AF_INET) else { return false }
    length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &ends[1]) {
      getsockname(Int32(descriptor), $0.assumingMemoryBound(to: sockaddr.self).baseAddress!, &length)
    }
    return ends.contains { $0.sin_port == wanted }
  }
}
