import Platform

/// A socket, and what comes out of it line by line: it must also see what no IMAP library would put up with.
package final class RawClient {
  package struct NotConnected: Error { package var code: CInt }

  private let socket: CInt
  private var received: [UInt8] = []
  /// The server has ended the connection; by a reset where `wasReset`.
  package private(set) var hasEnded = false
  package private(set) var wasReset = false
  /// What was sent last was not taken.
  package private(set) var isBroken = false

  /// To write to a connection that has ended is no reason to die.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// - Parameter buffer: how many bytes wait here to be read; nil for as many as the system likes.
  package init(_ port: Int, buffer: CInt? = nil) throws {
    _ = RawClient.ignoresBrokenPipes
    socket = SystemCall.streamSocket(AF_INET)
    if var buffer { setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<CInt>.size)) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let code = errno
      close(socket)
      throw NotConnected(code: code)
    }
  }

  deinit { close(socket) }

  package func send(_ text: String) { send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
      guard count > 0 else {
        isBroken = true
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  /// The next line without its end; nil where none comes within the seconds.
  package func line(within seconds: Double = 5) -> String? {
    while !received.contains(0x0A) { if !read(within: seconds) { return nil } }
    let end = received.firstIndex(of: 0x0A)!
    let line = received[..<end]
    received.removeFirst(end + 1)
    return String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
  }

  /// Lines up to the one with the tag.
  package func lines(to tag: String, within seconds: Double = 5) -> [String] {
    var lines: [String] = []
    while let line = line(within: seconds) {
      lines.append(line)
      if line.hasPrefix("\(tag) ") || line == tag { break }
    }
    return lines
  }

  /// Sends a command and gives its answer.
  package func ask(_ command: String, within seconds: Double = 5) -> [String] {
    send(command + "\r\n")
    return lines(to: String(command.prefix { $0 != " " }), within: seconds)
  }

  /// What comes until the server ends the connection, or at least the bytes.
  package func rest(atLeast count: Int = .max, within seconds: Double = 5) -> [UInt8] {
    while received.count < count, read(within: seconds) {}
    defer { received = [] }
    return received
  }

  private func read(within seconds: Double) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    guard !hasEnded, poll(&descriptor, 1, CInt(seconds * 1000)) == 1 else { return false }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socket, &buffer, buffer.count, 0)
    guard count > 0 else {
      hasEnded = true
      wasReset = count < 0 && errno == ECONNRESET
      return false
    }
    received += buffer[..<count]
    return true
  }
}
