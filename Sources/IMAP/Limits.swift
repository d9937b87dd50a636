/// What a server may make a session hold or read before it is given up.
public struct Limits: Sendable {
  /// Octets of one response, its literals included.
  public var response = 65_536
  /// Untagged responses to one command.
  public var responses = 50_000
  /// Octets of all responses to one command.
  public var octets = 8 << 20
  /// The same two before the sign-in has succeeded, when nothing long is asked.
  public var responsesBeforeSignIn = 1_000
  public var octetsBeforeSignIn = 256 << 10
  /// Octets of one command. Exchange reads 10,240 by default.
  public var command = 10_240
  /// Characters of a server's text that are shown.
  public var shownText = 500
  /// Untagged status responses that are kept of one command.
  public var notices = 32

  public init() {}
}
