import IMAP

/// What one sign-in, or the look at one mailbox, came to.
public struct Verdict: Sendable, Hashable {
  /// Whether it may be tried again, and how.
  public enum Retry: Sendable, Hashable {
    /// Above all a refused credential: another try counts against the account.
    case never
    /// Once more, after a pause.
    case once
    /// A few times, with growing pauses.
    case fewTimes
    /// A few times with fewer connections, after the pause that the server suggests, if it does.
    case slower(after: Duration?)
  }

  /// What follows from it for others.
  public enum Reach: String, Sendable {
    /// This row only.
    case row
    /// The server refuses the name with this password.
    case credential
    /// The admin's own credential is good, whatever became of the row.
    case adminAccepted
    /// Nobody can sign in from this machine for now: nothing was found out about the row.
    case blocked
    /// The host could not be reached or broke off.
    case connection
    /// No row can do better: the run ends.
    case server
  }

  /// The rule under which it is reported; nil where the mailbox can be opened.
  public var rule: String?
  /// In words, ready to follow the place; the server's own words are ``said``.
  public var message: String
  /// The server's words, control characters visible and secrets masked; empty where it said nothing.
  public var said: String
  /// What came without TLS can have been written by anybody on the way.
  public internal(set) var isSaidWithoutTLS: Bool
  public var retry: Retry
  public var reach: Reach
  /// The account is said to be locked; where several say so that were not tried before, this machine is blocked.
  var isLock = false

  public init(
    _ rule: String?, _ message: String, said: ServerText = ServerText(), retry: Retry = .never, reach: Reach = .row
  ) {
    self.rule = rule
    self.message = message
    (self.said, isSaidWithoutTLS) = (said.text, !said.text.isEmpty && !said.isProtected)
    self.retry = retry
    self.reach = reach
  }

  /// The mailbox opens.
  public static let good = Verdict(nil, "the mailbox opens")

  public var isGood: Bool { rule == nil }

  /// The message with what the server said.
  public var sentence: String {
    said.isEmpty ? message : "\(message). The server says\(isSaidWithoutTLS ? ", without TLS" : ""): “\(said)”"
  }

  /// A server's answer begins with what it says no to: code and text together, as they are matched and shown.
  static func said(_ reply: Reply) -> ServerText {
    guard let code = reply.code, !reply.text.text.hasPrefix("[") else { return reply.text }
    return ServerText("[\(code.name)] \(reply.text.text)", isProtected: reply.text.isProtected)
  }
}
