import IMAP
import Migration

/// What the text of a server's answer means, where no code says it.
///
/// The row's own words are taken out first. A text is ``known`` where it is, as a whole, one of those in
/// `rules/servers/`. Of any other text phrases of several words give a hint for the report; no such hint is a reason
/// to send a credential again.
struct ServerTextClassifier {
  /// In lower case, without the row's words, words separated by single spaces and punctuation left out.
  private let phrases: String
  private let words: [Substring]
  private let text: String

  init(_ text: String, without row: RowWords = RowWords()) {
    self.text = row.removed(from: text)
    let simplified = self.text.map { $0.isLetter || $0.isNumber || "-'\u{FFFC}".contains($0) ? $0 : " " }
    words = String(simplified).split(separator: " ")
    phrases = " \(words.joined(separator: " ")) "
  }

  private static let answers: [ServerAnswer] = Server.builtInNames.flatMap { name in
    (try? Server.builtIn(name))?.answers ?? []
  }

  /// What a server of `rules/servers/` means by this text; nil for a text of none of them.
  var known: ServerAnswer.Meaning? { ServerTextClassifier.answers.first { $0.matches(text) }?.meaning }

  var isEmpty: Bool { words.isEmpty }

  /// Whether one of some phrases is in the text, at the limits of words.
  private func has(_ candidates: String...) -> Bool { candidates.contains { phrases.contains(" \($0) ") } }

  /// Whether one of some phrases is in the text, followed by anything.
  private func hasStart(_ candidates: String...) -> Bool { candidates.contains { phrases.contains(" \($0)") } }

  private func hasWord(_ candidates: Set<Substring>) -> Bool { words.contains(where: candidates.contains) }

  var isThrottling: Bool {
    hasStart(
      "too many connections", "too many open", "too many simultaneous", "too many concurrent", "too many sessions",
      "simultaneous connections", "simultaneous logins", "concurrent connections", "maximum number of connections",
      "connection limit", "connections limit", "limit exceeded", "rate limit", "bandwidth limit", "exceeded command",
      "request is throttled", "back off", "too busy", "server busy", "server is busy")
  }

  var isTemporary: Bool {
    hasStart("temporar") || has("unavailable", "not responding") || hasStart("internal error", "internal server error")
      || hasStart("server error")
  }

  var saysTryAgain: Bool { has("try again", "try later") }

  var needsAppPassword: Bool { hasStart("application-specific password", "app password", "app-specific password") }

  var needsWebSignIn: Bool { has("web browser", "web login", "via a browser", "weblogin") }

  var isIMAPOff: Bool {
    has(
      "not enabled for imap", "imap access is disabled", "imap is disabled", "imap disabled", "imap access disabled",
      "imap not enabled", "does not have imap", "imap is not enabled") || hasStart("imap access not")
  }

  var isExpired: Bool {
    has("password expired", "password has expired", "expired password", "password is expired", "account expired")
      || has("account has expired", "credentials have expired", "must be changed", "must change your password")
  }

  var isLocked: Bool {
    hasWord(["account", "user", "mailbox", "login", "logins", "sign-in", "access"])
      && hasWord([
        "disabled", "locked", "suspended", "maintenance", "blocked", "deactivated", "inactive", "lockout",
      ])
  }

  /// Too many attempts that failed: the address is kept out, or the account.
  var isAttemptLimit: Bool {
    guard let start = words.indices.first(where: { words[$0...].starts(with: ["too", "many"]) }) else { return false }
    let next = words[(start + 2)...].prefix(4)
    return next.contains { ["attempts", "failures", "tries", "retries"].contains($0) }
      || next.starts(with: ["failed", "logins"])
  }

  var needsTLS: Bool {
    has("under a layer", "starttls required", "encryption needed", "encryption required", "encryption is required")
      || hasStart("plaintext auth", "cleartext auth", "plaintext login")
  }

  var isOtherServer: Bool { has("wrong host", "wrong server") || hasStart("moved to another") }

  var isUnconnected: Bool { has("authenticated but not connected") }

  var isRefusal: Bool {
    hasStart("auth", "login", "log in", "logon", "password", "credential", "username", "invalid user", "sign")
  }

  var isMissing: Bool {
    has("doesn't exist", "does not exist", "not exist", "unknown mailbox", "nonexistent", "non-existent", "not found")
      || hasStart("no such", "must be subscribed")
  }

  var isDenied: Bool { has("permission denied", "access denied", "not permitted", "not allowed", "no permission") }

  var isInvalidName: Bool {
    hasStart("invalid mailbox name", "invalid folder", "begins with hierarchy", "bad mailbox name") || has("mutf-7")
  }

  /// `Suggested Backoff Time: 300000 milliseconds`, as Exchange Online writes it.
  var suggestedPause: Duration? {
    guard let start = words.indices.first(where: { words[$0...].starts(with: ["backoff", "time"]) }),
      let number = words[(start + 2)...].first.flatMap({ Int($0) }), number >= 0, number <= 86_400_000
    else { return nil }
    let unit = words[(start + 3)...].first ?? ""
    return unit.hasPrefix("millisecond") ? .milliseconds(number) : .seconds(min(number, 86_400))
  }
}
