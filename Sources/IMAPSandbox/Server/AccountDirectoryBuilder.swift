import Migration
import Platform

/// The one password of a name: the one that most rows have, or the first of those that equally many rows have (Boyer
/// and Moore's majority vote).
struct MajorityVote {
  var winner: Secret
  private var lead = 1

  init(_ first: Secret) { winner = first }

  mutating func add(_ secret: Secret) {
    if winner.matches(secret) {
      lead += 1
    } else if lead > 0 {
      lead -= 1
    } else {
      self = MajorityVote(secret)
    }
  }
}

/// Makes accounts from the rows.
struct AccountDirectoryBuilder {
  let foldsCase: Bool
  var accounts: [(name: [UInt8], password: MajorityVote?, row: SandboxConfiguration.Row)] = []
  var byName: [[UInt8]: Int] = [:]
  var byRoot: [[UInt8]: Int] = [:]
  var admins: [[UInt8]: MajorityVote] = [:]
  var ofRow: [Int: (signIn: Int, mailbox: Int)] = [:]

  init(foldsCase: Bool) { self.foldsCase = foldsCase }

  mutating func add(
    _ row: SandboxConfiguration.Row, _ configuration: SandboxConfiguration, _ personality: ServerPersonality
  ) {
    let name = foldsCase ? row.signInName.utf8.map(lowercase) : Array(row.signInName.utf8)
    if let root = row.root, !root.isEmpty {
      let admin = account(name, row.password, row)
      addAdmin(name, row.password)
      ofRow[row.number] = (admin, mailbox(ofRoot: personality.tree.name(ofRoot: root), row))
    } else if let login = name.withUnsafeBufferPointer({ configuration.server.match($0) }), let admin = login.admin,
      login.user != admin
    {
      let domain = login.domain.map { Array(name[$0]) + [UInt8(ascii: "/")] } ?? []
      addAdmin(domain + name[admin], row.password)
      if !domain.isEmpty { addAdmin(Array(name[admin]), row.password) }
      let account = account(Array(name[login.user]), nil, row)
      ofRow[row.number] = (account, account)
    } else if configuration.server.access == .notExpressible, let admin = configuration.admin {
      addAdmin(foldsCase ? admin.utf8.map(lowercase) : Array(admin.utf8), row.password)
      let account = account(name, nil, row)
      ofRow[row.number] = (account, account)
    } else {
      let account = account(name, row.password, row)
      ofRow[row.number] = (account, account)
    }
  }

  private mutating func account(_ name: [UInt8], _ password: Secret?, _ row: SandboxConfiguration.Row) -> Int {
    guard let known = byName[name] else {
      accounts.append((name, password.map(MajorityVote.init), row))
      byName[name] = accounts.count - 1
      return accounts.count - 1
    }
    if let password {
      if accounts[known].password == nil {
        accounts[known].password = MajorityVote(password)
      } else {
        accounts[known].password!.add(password)
      }
    }
    return known
  }

  private mutating func mailbox(ofRoot name: [UInt8], _ row: SandboxConfiguration.Row) -> Int {
    if let known = byRoot[name] { return known }
    accounts.append((name, nil, row))
    byRoot[name] = accounts.count - 1
    return accounts.count - 1
  }

  private mutating func addAdmin(_ name: [UInt8], _ password: Secret) {
    if admins[name] == nil { admins[name] = MajorityVote(password) } else { admins[name]!.add(password) }
  }
}
