import Foundation

/// A real IMAP server on loopback, brought up by `Tests/Servers/servers.py`. It ends with its last copy, and with
/// the tests.
public final class MailServer: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case dovecot, courier, cyrus, perdition, nginx, stunnel, imapproxy, mailutils
    case pymap = "pymap_server"
    case twisted = "twisted_server"
  }

  /// A variant is defined in the server's Python file; not every server has each.
  public enum Variant: String, Sendable { case standard, shared, strict, tuned, old, dead }

  public enum Certificate: String, Sendable {
    case good, expired
    case wrongName = "wrong-name"
    case selfSigned = "self-signed"
  }

  /// What a client must know of a server.
  public struct Facts: Decodable, Sendable {
    public struct Admin: Decodable, Sendable { public var name, password: String }

    public struct Account: Decodable, Sendable {
      public var password: String
      /// How the server keeps the password's bytes, by Python's name of the encoding.
      public var encoding: String
      /// How many messages there are in its INBOX.
      public var inbox: Int
    }

    public var address: String
    /// Where a client is a stranger: LOGINDISABLED until TLS (Dovecot).
    public var otherAddress: String?
    /// The names in the good certificate.
    public var names: [String]
    /// The ports: plain text with STARTTLS, and TLS from the first byte where the server has it.
    public var imap: Int
    public var imaps: Int?
    /// The file with the certificate of the authority.
    public var authority: String
    public var log: String
    public var pid: Int32
    public var accounts: [String: Account]
    public var admin: Admin
    /// What parts the user from the master in a name (Dovecot).
    public var separator: String?
  }

  /// A sign-in that the server judged.
  public struct Attempt: Decodable, Equatable, Sendable {
    /// Who signed in: `user*master` where a master was let in, whoever was refused otherwise.
    public var name: String
    public var accepted: Bool

    public init(name: String, accepted: Bool) { (self.name, self.accepted) = (name, accepted) }
  }

  /// A server that did not start or did not end, with what it logged.
  public struct Failure: Error, CustomStringConvertible { public var description: String }

  public let facts: Facts
  private let folder: TemporaryFolder

  /// Starts a server and waits until it answers. A test that needs one that does not start fails.
  /// - Parameter users: how many accounts `user00001` … there are beside the usual ones.
  public static func start(
    _ kind: Kind, variant: Variant = .standard, certificate: Certificate = .good, users: Int = 0
  ) throws -> MailServer {
    let folder = try TemporaryFolder()
    let owner = ProcessInfo.processInfo.processIdentifier
    let told = try run([
      "start", kind.rawValue, "--variant", variant.rawValue, "--certificate", certificate.rawValue,
      "--users", "\(users)", "--owner", "\(owner)", "--directory", folder.path,
    ])
    return MailServer(facts: try JSONDecoder().decode(Facts.self, from: told), folder: folder)
  }

  private init(facts: Facts, folder: TemporaryFolder) {
    self.facts = facts
    self.folder = folder
  }

  deinit { try? stop() }

  /// Ends the server and waits until it is gone; does nothing where it has ended.
  public func stop() throws { _ = try Self.run(["stop", "--directory", folder.path]) }

  /// The sign-ins that the server has judged so far, in their order.
  public func attempts() throws -> [Attempt] {
    try JSONDecoder().decode([Attempt].self, from: Self.run(["attempts", "--directory", folder.path]))
  }

  private static func run(_ arguments: [String]) throws -> Data {
    let program = Fixture.root.appendingPathComponent("Tests/Servers/servers.py").path
    let result = try Program.run(
      executable: "/usr/bin/env", ["python3", program] + arguments, in: nil, input: nil,
      environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    guard result.status == 0 else { throw Failure(description: result.errors) }
    return Data(result.output.utf8)
  }
}
