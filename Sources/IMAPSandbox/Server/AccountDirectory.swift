import Migration
import Platform

/// The accounts of the simulated server, made from the rows, and who may open which mailbox.
struct AccountDirectory: Sendable {
  struct Account: Sendable {
    /// The mailbox's name; for one that a root means, its name as admins see it.
    let name: [UInt8]
    /// Nil where only an admin can open it.
    let password: Secret?
    /// The first row that it comes from, and what that calls it.
    let row: Int
    let label: String
  }

  /// Who has signed in, and whose mailbox that opened.
  struct Identity: Sendable {
    /// Nil for an admin without rows of its own, and for a mailbox that does not exist.
    var account: Int?
    /// By which name its contents are made up; nil for a mailbox that does not exist.
    var name: [UInt8]?
    /// It sees the mailboxes of others.
    var isAdmin = false
  }

  enum Verdict: Sendable {
    case accepted(Identity)
    case refused
    /// The admin's password is right; the mailbox does not exist, or is not the admin's to open.
    case notAllowed
    /// Acting for another is nothing that this account or this server does.
    case actingRefused
  }

  let server: Server
  let personality: ServerPersonality
  private(set) var accounts: [Account] = []
  private(set) var byName: [[UInt8]: Int] = [:]
  private(set) var byRoot: [[UInt8]: Int] = [:]
  /// The names of roots, sorted.
  let roots: [[UInt8]]
  private let admins: [[UInt8]: Secret]
  /// By a row's number: the accounts by which it signs in, and whose mailbox it means.
  private(set) var ofRow: [Int: (signIn: Int, mailbox: Int)] = [:]

  init(_ configuration: SandboxConfiguration, personality: ServerPersonality) {
    server = configuration.server
    self.personality = personality
    var builder = AccountDirectoryBuilder(foldsCase: personality.foldsCase)
    for row in configuration.rows { builder.add(row, configuration, personality) }
    accounts = builder.accounts.map {
      Account(name: $0.name, password: $0.password?.winner, row: $0.row.number, label: $0.row.label)
    }
    byName = builder.byName
    byRoot = builder.byRoot
    ofRow = builder.ofRow
    admins = builder.admins.mapValues(\.winner)
    roots = byRoot.keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  func fold(_ name: some Sequence<UInt8>) -> [UInt8] { personality.foldsCase ? name.map(lowercase) : Array(name) }

  /// A sign-in by LOGIN, or by SASL PLAIN without an authorization identity.
  func signIn(_ name: [UInt8], _ password: [UInt8]) -> Verdict {
    let name = fold(name)
    if let login = name.withUnsafeBufferPointer({ server.match($0) }), let admin = login.admin, login.user != admin {
      guard acceptsCharacters(name[login.user]), acceptsCharacters(name[admin]),
        let secret = secret(ofAdmin: Array(name[admin]), domain: login.domain.map { Array(name[$0]) }),
        secret.matches(password)
      else { return .refused }
      guard let account = byName[Array(name[login.user])] else { return .notAllowed }
      return .accepted(identity(account))
    }
    guard acceptsCharacters(name) else { return .refused }
    if let account = byName[name], let own = accounts[account].password {
      return own.matches(password) ? .accepted(identity(account)) : .refused
    }
    guard personality.admitsAdminAlone, let secret = admins[name], secret.matches(password) else { return .refused }
    return .accepted(Identity(name: AccountDirectory.withoutDomain(name), isAdmin: true))
  }

  private func identity(_ account: Int) -> Identity {
    let name = accounts[account].name
    return Identity(account: account, name: name, isAdmin: admins[name] != nil)
  }

  private static func withoutDomain(_ admin: [UInt8]) -> [UInt8] {
    admin.lastIndex(of: UInt8(ascii: "/")).map { Array(admin[($0 + 1)...]) } ?? admin
  }

  /// Whose mailbox all would open by mistake.
  var firstAdmin: [UInt8] {
    admins.keys.min { $0.lexicographicallyPrecedes($1) }.map(AccountDirectory.withoutDomain) ?? accounts.first?.name
      ?? []
  }

  /// A sign-in by SASL PLAIN on behalf of another (RFC 4616).
  func signIn(_ name: [UInt8], _ password: [UInt8], for target: [UInt8]) -> Verdict {
    let (name, target) = (fold(name), fold(target))
    if target == name, personality.refusesOwnAuthorization, admins.isEmpty { return .actingRefused }
    if target.isEmpty || target == name || personality.authorization == .ignored { return signIn(name, password) }
    guard personality.authorization == .honoured, let secret = admins[name] else { return .actingRefused }
    guard secret.matches(password) else { return .refused }
    if let account = byName[target] { return .accepted(Identity(account: account, name: target)) }
    return personality.admitsUnknownMailboxes ? .accepted(Identity()) : .notAllowed
  }

  /// The account that a sign-in name is about, whether it succeeds or not.
  func account(of name: [UInt8]) -> Int? {
    let name = fold(name)
    if let account = byName[name] { return account }
    guard let login = name.withUnsafeBufferPointer({ server.match($0) }) else { return nil }
    return byName[Array(name[login.user])]
  }

  private func secret(ofAdmin admin: [UInt8], domain: [UInt8]?) -> Secret? {
    admins[(domain.map { $0 + [UInt8(ascii: "/")] } ?? []) + admin]
  }

  /// The server's settings take the characters of a name.
  private func acceptsCharacters(_ name: some Sequence<UInt8>) -> Bool {
    guard let taken = server.signInCharacters else { return true }
    return name.allSatisfy(taken.contains)
  }
}

@inline(__always)
func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }
