import Migration
import Platform

/// What a sandbox simulates: a server, its accounts, and its faults.
public struct SandboxConfiguration: Sendable {
  /// A row of a migration file: who signs in, and to which mailbox.
  public struct Row: Sendable {
    /// The `UserName`, as a client sends it.
    public var signInName: String
    public var password: Secret
    /// The `UserRoot`: the sign-in name is then an admin's, and opens this mailbox among others.
    public var root: String?
    /// The row's number in the file, from 1; faults name it.
    public var number: Int
    /// What logs and counts call the account.
    public var label: String

    public init(signInName: String, password: Secret, root: String? = nil, number: Int) {
      self.signInName = signInName
      self.password = password
      self.root = root
      self.number = number
      label = signInName
    }
  }

  /// Where the certificate comes from.
  public enum Certificate: Sendable, Equatable {
    /// Plain text only.
    case none
    /// Made at the start with the program `openssl`, for `localhost` and 127.0.0.1, under an authority of its own.
    case generated
    /// A chain and its key, as PEM files.
    case files(chain: String, key: String)
  }

  /// The simulated server; its forms parse the sign-in names.
  public var server: Server
  public var rows: [Row]
  /// On a server that names the mailbox outside the sign-in name (class C): the rows have this account's password, and
  /// it may act for their mailboxes.
  public var admin: String?
  public var faults: [FaultOrder] = []
  public var certificate = Certificate.none
  /// The address to listen on; a loopback address.
  public var address = "127.0.0.1"
  /// The port for plain text and STARTTLS; 0 for any free one.
  public var port = 0
  /// The port for implicit TLS; 0 for any free one.
  public var tlsPort = 0
  /// The lines by which a row's sign-in is refused, whatever its credential; nil for one that is judged as usual.
  public var refusal: (@Sendable (_ row: Int) -> String?)?
  /// Called on an event loop's thread for each sign-in that was answered.
  public var onSignIn: (@Sendable (SignInEvent) -> Void)?

  public init(server: Server, rows: [Row]) {
    self.server = server
    self.rows = rows
  }
}

/// Why a sandbox cannot start.
public struct SandboxError: UserFacingError, Equatable {
  public var description: String
  init(_ description: String) { self.description = description }
}
