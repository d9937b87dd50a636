import CSV
import Migration
import RuleResources

/// The servers at hand: the program's and the user's.
final class ServerRegistry {
  private let own: [Server]
  /// Those of the program that were asked for, parsed.
  private var builtIn: [String: Server] = [:]
  private lazy var detectableNames = RuleResources.names(in: .servers).filter {
    RuleResources.text($0, in: .servers)?.contains("\ndetect") == true
  }

  init(_ options: LintOptions) { own = options.ownServers }

  func named(_ name: String) throws -> Server {
    if let server = own.first(where: { $0.name == name }) ?? builtIn[name] { return server }
    if let server = try Server.builtIn(name) {
      builtIn[name] = server
      return server
    }
    throw UnknownName(what: "server", name: name, known: own.map(\.name) + Server.builtInNames)
  }

  /// The servers that may be taken from the rows; the others' files are not even parsed.
  func detectable() throws -> [Server] {
    try own.filter(\.isDetected) + detectableNames.map(named)
  }
}

/// Finds out from the rows what server the signInNames are for.
///
/// A server is taken when at least nine in ten rows of a sample fit one of its forms, with one of the
/// form's two names the same throughout and the other one not.
struct ServerDetector {
  let table: Table
  let registry: ServerRegistry

  /// Rows that are looked at.
  private static let sampleSize = 1000

  func detect() throws -> (server: Server, reason: String)? {
    guard let column = table.signInColumn else { return nil }
    let sample = ServerDetector.sample(table, column)
    guard sample.signInNames.count >= 2 else { return nil }
    let candidates = try registry.detectable()
    let total = sample.signInNames.count
    guard sample.isOnePassword(table) else { return detectByDomain(sample.signInNames, candidates) }
    let count = sample.loginsBesideRoots.choices.map(\.rows.count).max() ?? 0
    if count * 10 >= total * 9, let server = candidates.first(where: { $0.root == .required }) {
      return (server, "\(percent(count, total)) of the rows have a UserRoot and one sign-in name serves all")
    }
    for server in candidates where server.forms.contains(where: \.hasAdminAndUser) {
      let fits = SignInNameClassifier.fitting(sample.signInNames, server.forms, in: table)
      if fits.count * 10 >= total * 9, fits.isAdminSignIn {
        return (server, "\(percent(fits.count, total)) of the rows read \(fits.form)")
      }
    }
    return detectByDomain(sample.signInNames, candidates)
  }

  private func detectByDomain(_ signInNames: [Range<Int>], _ candidates: [Server]) -> (server: Server, reason: String)?
  {
    let total = signInNames.count
    for server in candidates where !server.detectedDomains.isEmpty {
      let count = signInNames.count { signInName in
        server.detectedDomains.contains { table.text(signInName).lowercased().hasSuffix("@" + $0) }
      }
      if count * 10 >= total * 9 {
        return (server, "\(percent(count, total)) of the sign-in names end in \(server.detectedDomains[0])")
      }
    }
    return nil
  }

  /// The first rows of a file.
  struct Sample {
    var signInNames: [Range<Int>] = []
    /// The signInNames of the rows with a root.
    fileprivate var loginsBesideRoots = ValueFrequency()
    fileprivate var passwords = ValueFrequency()

    /// Nine in ten rows have one password, as they do where an admin's opens all the mailboxes.
    func isOnePassword(_ table: Table) -> Bool {
      table.passwordColumn == nil || (passwords.choices.map(\.rows.count).max() ?? 0) * 10 >= signInNames.count * 9
    }
  }

  static func sample(_ table: Table, _ column: Int) -> Sample {
    var reader = table.document.reader(table.rowDelimiter, from: table.rowsStart, line: table.rowsLine)
    reader.expectedCount = table.expectedCount
    var sample = Sample()
    while sample.signInNames.count < ServerDetector.sampleSize, reader.next() {
      guard reader.count == table.expectedCount, reader.fields[column].count > 0 else { continue }
      sample.signInNames.append(reader.fields[column].value)
      let row = sample.signInNames.count
      if let password = table.passwordColumn {
        sample.passwords.add(reader.fields[password].value, row: row, base: table.base)
      }
      if let root = table.rootColumn, reader.fields[root].count > 0 {
        sample.loginsBesideRoots.add(reader.fields[column].value, row: row, base: table.base)
      }
    }
    return sample
  }

  private func percent(_ part: Int, _ whole: Int) -> String { "\(part * 100 / whole) %" }
}

/// The users' own sign-in where the server knows an admin's, too.
enum OwnSignIn {
  /// Whether at least half of the first signInNames have no sign of an admin in them.
  static func prevails(in table: Table) -> Bool {
    guard table.options.admin == nil, let column = table.signInColumn,
      table.server.forms.contains(where: \.hasAdminAndUser)
    else { return false }
    let signInNames = ServerDetector.sample(table, column).signInNames
    return !signInNames.isEmpty && signInNames.count { isOwn($0, table) } * 2 >= signInNames.count
  }

  private static func isOwn(_ range: Range<Int>, _ table: Table) -> Bool {
    let bytes = table.bytes(range)
    let forms = table.server.forms
    if !bytes.contains(where: { byte in forms.contains { $0.separators.contains(byte) } }) { return true }
    // `domain/user` and `domain\user`
    let slashes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") || bytes[$0] == UInt8(ascii: "\\") }
    return slashes.count == 1 && slashes[0] > 0 && slashes[0] < bytes.count - 1
      && forms.allSatisfy { $0.match(bytes) == nil }
  }
}

/// What the signInNames of many rows look like together.
enum SignInNameClassifier {
  /// How many signInNames have one of a server's forms, and whether one of the form's two names is the same
  /// throughout and the other one is not.
  static func fitting(_ signInNames: [Range<Int>], _ forms: [SignInForm], in table: Table) -> (
    count: Int, isAdminSignIn: Bool, form: String
  ) {
    var count = 0
    var users: [String: Int] = [:]
    var admins: [String: Int] = [:]
    var first: SignInForm?
    for range in signInNames {
      let bytes = table.bytes(range)
      guard let form = forms.first(where: { $0.match(bytes) != nil }), let signInName = form.match(bytes),
        let admin = signInName.admin
      else { continue }
      if first == nil { first = form }
      count += 1
      users[String(decoding: bytes[signInName.user], as: UTF8.self), default: 0] += 1
      admins[String(decoding: bytes[admin], as: UTF8.self), default: 0] += 1
    }
    func isConstant(_ names: [String: Int]) -> Bool { (names.values.max() ?? 0) * 10 >= count * 9 }
    return (count, count > 0 && isConstant(users) != isConstant(admins), first?.description ?? "")
  }

  /// The signs that join a mailbox and an admin on one server or another.
  private static let joined = [
    "{user}*{admin}", "{user}/{admin}", "{user}%{admin}", "{user}#{admin}", "#{user}#{admin}#",
    "{domain}/{admin}/{user}",
  ]

  /// Nine in ten signInNames are joined of one constant name and one that varies.
  static func isAdminSignIn(_ signInNames: [Range<Int>], in table: Table) -> Bool {
    joined.contains { text in
      guard let form = try? SignInForm(text) else { return false }
      let fits = fitting(signInNames, [form], in: table)
      return signInNames.count >= 2 && fits.count * 10 >= signInNames.count * 9 && fits.isAdminSignIn
    }
  }
}
