import NIOHTTP1
import NIOConcurrencyHelpers
import Platform

/// Decides which requests are answered.
///
/// Any page in the browser, any program and any other user of the machine can send requests to a port of loopback. A
/// request is answered only if it names this server as its host (DNS rebinding), comes from this page (`Origin`,
/// `Sec-Fetch-Site`), and has the cookie that the token is exchanged for. A cookie is sent to every port of its host, so
/// that the server of another user could receive it: it is bound to a path that nobody else knows.
package struct Gatekeeper: Sendable {
  /// What is done with a request.
  package enum Verdict {
    /// The path below that of the page, and the query.
    case admitted(String)
    /// It is answered already.
    case answered(Response)
  }

  /// Where the page is, a slash at both ends.
  package let pagePath: String
  private let host: String
  private let token: String
  private let cookie: String
  /// The token of the address that the browser is started with; nil once it was used. Others can read this address in
  /// the list of processes.
  private let startToken: NIOLockedValueBox<String?>

  package init(port: Int) {
    host = "127.0.0.1:\(port)"
    pagePath = "/s/\(Gatekeeper.randomText())/"
    token = Gatekeeper.randomText()
    cookie = Gatekeeper.randomText()
    startToken = NIOLockedValueBox(Gatekeeper.randomText())
  }

  /// The address for people, valid as long as the server runs.
  package var address: String { "http://\(host)/?token=\(token)" }

  /// The address to start the browser with, valid once.
  package var startAddress: String { "http://\(host)/?token=\(startToken.withLockedValue { $0 ?? "" })" }

  package func judge(_ head: HTTPRequestHead) -> Verdict {
    guard head.headers["Host"] == [host] else { return refusal("The address of this server is http://\(host).") }
    let origins = head.headers["Origin"]
    guard origins.allSatisfy({ $0 == "http://\(host)" }), origins.count <= 1 else {
      return refusal("Another page may not use this server.")
    }
    let target = RequestTarget(head.uri)
    if target.path == "/" { return exchange(target.parameters["token"] ?? "", head.method) }
    guard isOwn(head, origins) else { return refusal("Another page may not use this server.") }
    guard target.path.hasPrefix(pagePath), hasCookie(head.headers) else {
      return refusal("Open the address that `batchlint serve` printed.")
    }
    return .admitted(String(head.uri.dropFirst(pagePath.count)))
  }

  /// The request is one of the page itself, or the user opened its address.
  private func isOwn(_ head: HTTPRequestHead, _ origins: [String]) -> Bool {
    let sites = head.headers["Sec-Fetch-Site"]
    if head.method != .GET { return origins.count == 1 && sites.allSatisfy { $0 == "same-origin" } }
    return sites.allSatisfy { $0 == "same-origin" || $0 == "none" }
  }

  private func exchange(_ given: String, _ method: HTTPMethod) -> Verdict {
    let isStart = startToken.withLockedValue { start in
      guard let wanted = start, Gatekeeper.areEqual(wanted, given) else { return false }
      start = nil
      return true
    }
    guard method == .GET, isStart || Gatekeeper.areEqual(token, given) else {
      return refusal("Open the address that `batchlint serve` printed.")
    }
    return .answered(
      .welcome(cookie: "batchlint=\(cookie); Path=\(pagePath); HttpOnly; SameSite=Strict", path: pagePath))
  }

  private func hasCookie(_ headers: HTTPHeaders) -> Bool {
    headers["Cookie"].flatMap { $0.split(separator: ";") }.contains { pair in
      let sides = pair.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      return sides.count == 2 && sides[0] == "batchlint" && Gatekeeper.areEqual(cookie, String(sides[1]))
    }
  }

  private func refusal(_ sentence: String) -> Verdict { .answered(.refused(sentence)) }

  /// 256 bits of the system's random numbers, in hexadecimal digits.
  private static func randomText() -> String {
    var generator = SystemRandomNumberGenerator()
    var digits: [UInt8] = []
    for _ in 0..<4 { Hexadecimal.append(generator.next(), to: &digits) }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Whether two texts are equal; takes as long wherever they differ.
  private static func areEqual(_ wanted: String, _ given: String) -> Bool {
    guard wanted.utf8.count == given.utf8.count else { return false }
    return zip(wanted.utf8, given.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
