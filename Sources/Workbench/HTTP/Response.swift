import JSON
import NIOHTTP1
import Platform

/// What a request is answered with.
package struct Response: Sendable {
  package var status: HTTPResponseStatus
  package var headers: HTTPHeaders
  package var body: [UInt8]
  /// What follows the body, until it ends; nil where the response is whole.
  package private(set) var stream: EventStream?

  private init(_ status: HTTPResponseStatus, type: String, _ body: [UInt8]) {
    self.status = status
    self.body = body
    headers = Response.protection
    headers.add(name: "Content-Type", value: type)
    headers.add(name: "Content-Length", value: String(body.count))
  }

  /// Sent with every response: nothing is stored, nothing comes from elsewhere, and no other page can embed, read or
  /// navigate to the page with a referrer.
  private static let protection: HTTPHeaders = [
    "Cache-Control": "no-store",
    "Content-Security-Policy": """
    default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'
    """,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  ]

  /// A part of the page.
  static func resource(_ text: String, type: String) -> Response {
    Response(.ok, type: "\(type); charset=utf-8", Array(text.utf8))
  }

  /// A JSON object.
  static func json(_ status: HTTPResponseStatus = .ok, _ members: (inout JSONWriter) -> Void) -> Response {
    var writer = JSONWriter()
    writer.object(members)
    return Response(status, type: "application/json", writer.bytes)
  }

  /// Why a request is not answered otherwise, for the page to show.
  static func problem(_ status: HTTPResponseStatus, _ sentence: String) -> Response {
    json(status) { $0.member("error", sentence) }
  }

  /// Bytes that the browser saves as a file.
  ///
  /// - Parameter name: the file's name; what is no letter, digit, dot, hyphen or underscore of ASCII becomes `_` for
  ///   browsers that do not read RFC 8187.
  static func file(_ bytes: [UInt8], named name: String, type: String) -> Response {
    var response = Response(.ok, type: type, bytes)
    let plain = String(
      decoding: name.utf8.map { byte in
        let isPlain =
          (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "._-".utf8.contains(byte)
        return isPlain ? byte : UInt8(ascii: "_")
      }, as: UTF8.self)
    response.headers.add(
      name: "Content-Disposition", value: "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded(name))")
    return response
  }

  private static func encoded(_ name: String) -> String {
    PercentEncoding.path(name).split(separator: "/", omittingEmptySubsequences: false).joined(separator: "%2F")
  }

  /// Server-sent events.
  static func events(_ stream: EventStream) -> Response {
    var response = Response(.ok, type: "text/event-stream", [])
    response.headers.remove(name: "Content-Length")
    response.stream = stream
    return response
  }

  /// A request that comes from elsewhere, or without the token.
  static func refused(_ sentence: String) -> Response {
    Response(.forbidden, type: "text/plain; charset=utf-8", Array("\(sentence)\n".utf8))
  }

  /// Sets the cookie, and leads to the page. A redirect would not do: a browser that comes from another site sends no
  /// `SameSite=Strict` cookie to where it leads.
  static func welcome(cookie: String, path: String) -> Response {
    var response = resource(
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=\(path)">\
      <link rel="icon" href="\(path)icon.svg"><title>batchlint</title></html>
      """, type: "text/html")
    response.headers.add(name: "Set-Cookie", value: cookie)
    return response
  }
}
