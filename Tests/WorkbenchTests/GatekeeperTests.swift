import NIOHTTP1
import Testing
import Workbench

@Suite("The page: who is answered")
struct GatekeeperTests {
  private let gatekeeper = Gatekeeper(port: 4242)

  private func head(_ uri: String, _ method: HTTPMethod = .GET, _ headers: [(String, String)]) -> HTTPRequestHead {
    HTTPRequestHead(version: .http1_1, method: method, uri: uri, headers: HTTPHeaders(headers))
  }

  /// The status of the answer; nil for a request that is admitted.
  private func status(_ head: HTTPRequestHead) -> UInt? {
    if case .answered(let response) = gatekeeper.judge(head) { response.status.code } else { nil }
  }

  /// The headers of the page's own requests.
  private func own(cookie: String) -> [(String, String)] {
    [("Host", "127.0.0.1:4242"), ("Cookie", "other=1; batchlint=\(cookie)"), ("Sec-Fetch-Site", "same-origin")]
  }

  /// Opens an address as a browser does.
  private func cookie(_ address: String) throws -> String {
    let uri = String(address.dropFirst("http://127.0.0.1:4242".count))
    guard case .answered(let response) = gatekeeper.judge(head(uri, .GET, [("Host", "127.0.0.1:4242")])) else {
      Issue.record("admitted without a cookie")
      return ""
    }
    let cookie = try #require(response.headers.first(name: "Set-Cookie"))
    #expect(cookie.hasSuffix("; Path=\(gatekeeper.pagePath); HttpOnly; SameSite=Strict"))
    #expect(!String(decoding: response.body, as: UTF8.self).contains("token="))
    return String(cookie.dropFirst("batchlint=".count).prefix { $0 != ";" })
  }

  @Test("The token is exchanged for a cookie, with which the page is answered")
  func admitted() throws {
    let cookie = try cookie(gatekeeper.address)
    let page = gatekeeper.pagePath
    #expect(status(head(page + "api/state", .GET, own(cookie: cookie))) == nil)
    let origin = [("Origin", "http://127.0.0.1:4242")]
    #expect(status(head(page + "api/fix", .POST, own(cookie: cookie) + origin)) == nil)
    // The address on the terminal works again, the one in the list of processes does not.
    _ = try self.cookie(gatekeeper.address)
    let start = gatekeeper.startAddress
    _ = try self.cookie(start)
    let again = String(start.dropFirst("http://127.0.0.1:4242".count))
    #expect(status(head(again, .GET, [("Host", "127.0.0.1:4242")])) == 403)
    #expect(status(head("/?token=", .GET, [("Host", "127.0.0.1:4242")])) == 403)
  }

  @Test("A forged host, origin, token, cookie or path is refused, and learns nothing")
  func refused() throws {
    let cookie = try cookie(gatekeeper.address)
    let page = gatekeeper.pagePath
    let good = own(cookie: cookie)
    func without(_ name: String) -> [(String, String)] { good.filter { $0.0 != name } }
    let origin = ("Origin", "http://127.0.0.1:4242")
    let forged: [(String, HTTPRequestHead)] = [
      ("no host", head(page, .GET, without("Host"))),
      ("rebound host", head(page, .GET, without("Host") + [("Host", "evil.example:4242")])),
      ("host by name", head(page, .GET, without("Host") + [("Host", "localhost:4242")])),
      ("other port", head(page, .GET, without("Host") + [("Host", "127.0.0.1:4243")])),
      ("two hosts", head(page, .GET, good + [("Host", "127.0.0.1:4242")])),
      ("foreign origin", head(page, .GET, good + [("Origin", "http://evil.example")])),
      ("null origin", head(page + "api/fix", .POST, good + [("Origin", "null")])),
      ("origin of another port", head(page + "api/fix", .POST, good + [("Origin", "http://127.0.0.1:80")])),
      ("change without origin", head(page + "api/fix", .POST, good)),
      ("two origins", head(page + "api/fix", .POST, good + [origin, origin])),
      ("another site", head(page, .GET, without("Sec-Fetch-Site") + [("Sec-Fetch-Site", "cross-site")])),
      (
        "another port of the host",
        head(page, .GET, without("Sec-Fetch-Site") + [("Sec-Fetch-Site", "same-site")])
      ),
      ("no cookie", head(page, .GET, without("Cookie"))),
      ("wrong cookie", head(page, .GET, own(cookie: String(cookie.reversed())))),
      ("short cookie", head(page, .GET, own(cookie: ""))),
      ("no path", head("/api/state", .GET, good)),
      ("wrong path", head("/s/0000/api/state", .GET, good)),
      ("path above", head("/s/../api/state", .GET, good)),
      ("wrong token", head("/?token=0000", .GET, [("Host", "127.0.0.1:4242")])),
      ("token with a foreign host", head(uri(gatekeeper.address), .GET, [("Host", "evil.example")])),
      ("token by another method", head(uri(gatekeeper.address), .POST, [("Host", "127.0.0.1:4242"), origin])),
    ]
    for (what, head) in forged {
      guard case .answered(let response) = gatekeeper.judge(head) else {
        Issue.record("\(what) is admitted")
        continue
      }
      let body = String(decoding: response.body, as: UTF8.self)
      #expect(response.status.code == 403, "\(what)")
      #expect(!body.contains(page) && !body.contains("token=") && !response.headers.contains(name: "Set-Cookie"))
    }
  }

  private func uri(_ address: String) -> String { String(address.dropFirst("http://127.0.0.1:4242".count)) }

  @Test("Two servers have no token, cookie or path in common")
  func random() throws {
    let other = Gatekeeper(port: 4242)
    #expect(gatekeeper.address != other.address && gatekeeper.pagePath != other.pagePath)
    #expect(gatekeeper.address != gatekeeper.startAddress)
    #expect(gatekeeper.pagePath.count == "/s//".count + 64)
  }
}
