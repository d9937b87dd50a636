import Foundation
import Linting
import TestSupport
import Testing
import Workbench

/// The server as any program of the machine can reach it.
@Suite("The page: the server", .serialized)
struct ServerTests {
  /// Runs a server while the body sends bytes to its port.
  private func withServer(_ body: (_ port: Int, _ address: String) throws -> Void) throws {
    let server = try WorkbenchServer.start(
      WorkbenchConfiguration(options: LintOptions(), version: "1.2.3", quit: {}))
    defer { _ = try? server.stop() }
    let port = try #require(server.address.firstMatch(of: /^http:\/\/127\.0\.0\.1:(\d+)\//).flatMap { Int($0.1) })
    try body(port, server.address)
  }

  private func answer(_ port: Int, _ text: String) throws -> String {
    let client = try RawClient(port)
    client.send(text)
    return String(decoding: client.rest(within: 5), as: UTF8.self)
  }

  /// The headers of the page's own requests, after the token was exchanged.
  private func own(_ port: Int, _ address: String) throws -> (path: String, headers: String) {
    let target = address.dropFirst("http://127.0.0.1:\(port)".count)
    let welcome = try answer(port, "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
    let cookie = try #require(welcome.firstMatch(of: /Set-Cookie: (batchlint=[0-9a-f]+); Path=(\S+);/))
    return (
      String(cookie.2),
      "Host: 127.0.0.1:\(port)\r\nOrigin: http://127.0.0.1:\(port)\r\nCookie: \(cookie.1)\r\nConnection: close\r\n"
    )
  }

  @Test("Only loopback is listened on, and nobody is answered without the token")
  func refused() throws {
    try withServer { port, address in
      for request in [
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n", "GET /app.js HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n",
        "GET /../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n",
        "POST /api/quit HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: 2\r\n\r\n{}",
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
      ] {
        #expect(try answer(port, request).hasPrefix("HTTP/1.1 403 "), "\(request)")
      }
      let (path, headers) = try own(port, address)
      #expect(try answer(port, "GET \(path)api/state HTTP/1.1\r\n\(headers)\r\n").hasPrefix("HTTP/1.1 200 "))
    }
  }

  @Test("Header fields and bodies have limits, and what is no HTTP is not answered")
  func limits() throws {
    try withServer { port, address in
      let (path, headers) = try own(port, address)
      let long = String(repeating: "a", count: 20_000)
      #expect(
        try answer(port, "GET \(path) HTTP/1.1\r\n\(headers)X: \(long)\r\n\r\n").hasPrefix("HTTP/1.1 431 "))
      for (target, length) in [("api/fix", 100_000), ("api/open?name=a.csv", 100_000_000)] {
        let head = "POST \(path)\(target) HTTP/1.1\r\n\(headers)Content-Length: \(length)\r\n\r\n"
        #expect(try answer(port, head).hasPrefix("HTTP/1.1 413 "), "\(target)")
      }
      let chunks =
        "POST \(path)api/fix HTTP/1.1\r\n\(headers)Transfer-Encoding: chunked\r\n\r\n"
        + "10000\r\n\(String(repeating: "x", count: 65_536))\r\n1\r\nx\r\n0\r\n\r\n"
      #expect(try answer(port, chunks).hasPrefix("HTTP/1.1 413 "))
      #expect(try answer(port, "SSH-2.0-OpenSSH\r\n\r\n").hasPrefix("HTTP/1.1 400 "))
      #expect(try answer(port, "PUT \(path)api/state HTTP/1.1\r\n\(headers)\r\n").hasPrefix("HTTP/1.1 405 "))
    }
  }

  @Test("More connections than a browser opens are closed")
  func connections() throws {
    try withServer { port, _ in
      let clients = try (0..<80).map { _ in try RawClient(port) }
      func closed() -> Int {
        clients.count { client in
          _ = client.rest(within: 0.01)
          return client.hasEnded
        }
      }
      for _ in 0..<20 where closed() < 16 {}
      #expect(closed() == 16)
    }
  }
}
