import NIOHTTP1
import Platform

/// A request of the page, with its whole body.
package struct Request: Sendable {
  package var head: HTTPRequestHead
  package var body: [UInt8]

  package init(_ head: HTTPRequestHead, body: [UInt8] = []) { (self.head, self.body) = (head, body) }
}

/// The path and the query of a request.
struct RequestTarget {
  var path: Substring
  /// Percent-decoded, by name; of parameters with the same name, the last.
  var parameters: [Substring: String] = [:]

  init(_ uri: String) {
    let parts = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first ?? ""
    guard parts.count > 1 else { return }
    for parameter in parts[1].split(separator: "&") {
      let sides = parameter.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let value = sides.count > 1 ? PercentEncoding.decoded(sides[1].utf8) : []
      parameters[sides[0]] = String(decoding: value, as: UTF8.self)
    }
  }

  /// A parameter that is a whole number; nil where it is missing or anything else.
  func number(_ name: Substring) -> Int? { parameters[name].flatMap { Int($0) } }
}
