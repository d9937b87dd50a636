import IMAP

/// Why a server refuses an access token: the JSON in the challenge of XOAUTH2 and OAUTHBEARER (RFC 7628 section 3.2.2).
struct TokenRefusal {
  /// `invalid_token`, or an HTTP status as Google sends it.
  private let status: String
  private let scope: String

  /// Nil where no line that came with the refusal is such a text.
  init?(_ reply: Reply) {
    let texts = reply.notices.lazy.map(\.text.text).filter { $0.hasPrefix("{") }
    guard let text = texts.first, let status = TokenRefusal.value(of: "status", in: text) else { return nil }
    self.status = status
    scope = TokenRefusal.value(of: "scope", in: text) ?? ""
  }

  /// A member's value, a string or a number; servers send more members than the RFC names.
  private static func value(of name: String, in text: String) -> String? {
    guard let range = text.firstRange(of: "\"\(name)\"") else { return nil }
    return text[range.upperBound...].prefixMatch(of: /\s*:\s*"?([^",}]*)/).map { String($0.1) }
  }

  /// Another token may be accepted.
  var isExpired: Bool { ["401", "invalid_token"].contains(status) }

  /// In words, what is wrong with the token.
  var message: String {
    switch status {
    case "401", "invalid_token": "the access token has expired, or it is not for this server"
    case "403", "insufficient_scope":
      "the access token lacks the scope\(scope.isEmpty ? " for IMAP" : " \(scope)")"
    case "400", "invalid_request":
      "the access token is not for this user, or lacks the scope\(scope.isEmpty ? " for IMAP" : " \(scope)")"
    default: "the server refuses the access token (\(status))"
    }
  }
}
