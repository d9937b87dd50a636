import IMAP

/// What the texts of servers mean that give no code, or none that says it.
///
/// The wordings are those that Gmail, Exchange, Yahoo, Courier, Cyrus, Dovecot, hMailServer, Zimbra and Stalwart
/// are known to use.
enum ServerTextClassifier {
  /// A text that contains one of some phrases, letter case aside.
  private static func has(_ text: String, _ phrases: [String]) -> Bool {
    let text = text.lowercased()
    return phrases.contains { text.contains($0) }
  }

  static func isThrottling(_ text: String) -> Bool {
    has(
      text,
      [
        "too many", "throttl", "simultaneous", "maximum number of connections", "connection limit", "limit exceeded",
        "bandwidth limit",
        "rate limit", "exceeded command", "concurrent", "busy", "back off", "backoff",
      ])
  }

  static func isTemporary(_ text: String) -> Bool {
    has(text, ["temporar", "unavailable", "internal error", "internal server error", "not responding", "server error"])
  }

  static func saysTryAgain(_ text: String) -> Bool { has(text, ["try again", "try later"]) }

  static func wantsAppPassword(_ text: String) -> Bool {
    has(text, ["application-specific password", "app password", "app-specific"])
  }

  static func wantsWebSignIn(_ text: String) -> Bool {
    has(text, ["web browser", "web login", "via a browser", "weblogin"])
  }

  static func isIMAPOff(_ text: String) -> Bool {
    has(
      text,
      [
        "not enabled for imap", "imap access is disabled", "imap is disabled", "imap disabled", "imap access disabled",
        "imap not enabled", "does not have imap", "imap access not", "imap is not enabled",
      ])
  }

  static func isExpired(_ text: String) -> Bool { has(text, ["expired", "must be changed", "must change"]) }

  static func isLocked(_ text: String) -> Bool {
    has(
      text,
      [
        "disabled", "locked", "suspended", "maintenance", "blocked", "deactivated", "inactive", "lockout",
        // Too many of those that failed, not too many connections.
        "attempts", "failed login", "failed log", "login failures", "authentication failures",
      ])
  }

  static func wantsTLS(_ text: String) -> Bool {
    has(text, ["under a layer", "starttls required", "encryption", "plaintext auth", "cleartext"])
  }

  static func isOtherServer(_ text: String) -> Bool { has(text, ["wrong host", "wrong server", "moved to another"]) }

  static func isUnconnected(_ text: String) -> Bool { has(text, ["authenticated but not connected"]) }

  static func isRefusal(_ text: String) -> Bool {
    has(text, ["auth", "login", "log in", "logon", "password", "credential", "username", "invalid user", "sign"])
  }

  static func isMissing(_ text: String) -> Bool {
    has(
      text,
      [
        "doesn't exist", "does not exist", "not exist", "no such", "unknown mailbox", "nonexistent", "non-existent",
        "not found", "must be subscribed",
      ])
  }

  static func isDenied(_ text: String) -> Bool {
    has(text, ["permission denied", "access denied", "not permitted", "not allowed", "no permission"])
  }

  static func isInvalidName(_ text: String) -> Bool {
    has(text, ["invalid mailbox name", "mutf-7", "invalid folder", "begins with hierarchy", "bad mailbox name"])
  }

  /// `Suggested Backoff Time: 300000 milliseconds`, as Exchange Online says it.
  static func suggestedPause(_ text: String) -> Duration? {
    let lowered = text.lowercased()
    guard let start = lowered.range(of: "backoff time:")?.upperBound else { return nil }
    let rest = lowered[start...].drop { $0 == " " }
    guard let number = Int(rest.prefix { $0.isASCII && $0.isNumber }), number >= 0, number <= 86_400_000 else {
      return nil
    }
    return rest.contains("millisecond") ? .milliseconds(number) : .seconds(min(number, 86_400))
  }
}

extension String {
  /// Where a text stands in this one.
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
      formIndex(after: &start)
    }
    return nil
  }
}
