import IMAP

/// How long each stage may take.
public struct Timeouts: Sendable {
  public var connect: Duration = .seconds(10)
  /// Servers look up who calls before they greet.
  public var greeting: Duration = .seconds(30)
  public var tls: Duration = .seconds(15)
  /// Refusals are slow on purpose.
  public var signIn: Duration = .seconds(45)
  public var command: Duration = .seconds(60)
  /// From a goodbye to the end of the connection.
  public var closing: Duration = .seconds(2)
  /// From the connection to the end of everything.
  public var session: Duration = .seconds(120)

  public init() {}

  func limit(of stage: Stage) -> Duration {
    switch stage {
    case .greeting: greeting
    case .tls, .startTLS: tls
    case .signIn: signIn
    case .closing, .logout: closing
    default: command
    }
  }
}
