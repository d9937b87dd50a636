import IMAP
import Platform

/// How a probe goes about it.
public struct ProbeOptions: Sendable {
  /// Connections at the same time, at most.
  public var connections = 4
  /// Sign-ins a second, at most; infinite sets no pace.
  public var rate = 5.0
  /// Of the sign-ins that the file asks for, so many are made, spread over it; nil makes all.
  public var sample: Int?
  /// The run ends when so many credentials were refused, and more than one in five of the last fifty sign-ins; nil
  /// goes on.
  public var mostRefusals: Int? = 10
  /// The admin who signs in for the users by name (SASL PLAIN's authorisation identity); the rows' passwords are
  /// the admin's.
  public var proxyAdmin: String?
  /// Gives an access token for a sign-in name, or says why it cannot; it takes the password's place (XOAUTH2 or
  /// OAUTHBEARER). It may wait: it has a thread to itself.
  public var token: (@Sendable (_ userName: String) throws -> Secret)?
  /// One token is good for every sign-in name.
  public var sharesToken = false
  /// No sign-in begins after this time; nil sets no limit.
  public var timeLimit: Duration?
  /// When sign-ins may begin, by this machine's clock; nil is always.
  public var window: TimeWindow?
  /// The minute of the day, in local time.
  public var minuteOfDay: @Sendable () -> Int = { TimeWindow.localMinute }
  /// What lies in the mailboxes is counted, too.
  public var inspects = false
  /// The first pause after an answer that asks for one; it doubles up to a minute.
  public var firstPause = Duration.seconds(1)

  public init() {}
}
