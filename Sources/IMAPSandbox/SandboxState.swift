import NIOConcurrencyHelpers
import NIOSSL

/// What all connections of a sandbox share.
final class SandboxState: Sendable {
  let personality: ServerPersonality
  let tree: MailboxTree
  let directory: AccountDirectory
  let plan: FaultPlan
  let statistics = FileStatistics()
  let onSignIn: (@Sendable (SignInEvent) -> Void)?
  /// Nil where there is plain text only.
  let tls: NIOSSLContext?
  let offersStartTLS: Bool
  let needsTLS: Bool
  let hasPlainTLSPort: Bool
  /// What is offered in plain text, behind TLS, and behind the sign-in.
  let offers: (plain: Capabilities, secure: Capabilities, signedIn: Capabilities)
  /// After so many refused sign-ins the doors are closed.
  private let ban: Int?
  private let closeDoors = NIOLockedValueBox<(@Sendable () -> Void)?>(nil)

  init(_ script: SandboxConfiguration, tls: NIOSSLContext?) throws(SandboxError) {
    var personality = ServerPersonality.of(script.server.name)
    directory = AccountDirectory(script, personality: personality)
    plan = try FaultPlan(script.faults, directory)
    // A slash is part of a folder's name only where it is not the delimiter.
    if plan.usesSlashFolders, personality.tree.delimiter == "/" { personality.tree.delimiter = "." }
    self.personality = personality
    tree = personality.tree
    onSignIn = script.onSignIn
    self.tls = tls
    func asks(_ isIt: (Fault.FaultAction) -> Bool) -> FaultOrder? { script.faults.first { isIt($0.fault.act) } }
    offersStartTLS = tls != nil && asks { if case .noStartTLS = $0 { true } else { false } } == nil
    needsTLS = asks { if case .tlsRequired = $0 { true } else { false } } != nil
    hasPlainTLSPort = asks { if case .plainOnTLSPort = $0 { true } else { false } } != nil
    let before = Capabilities(personality.before, without: plan.missingCapabilities)
    var plain = before.words
    if offersStartTLS { plain.append("STARTTLS") }
    if needsTLS { plain = plain.filter { !$0.hasPrefix("AUTH=") } + ["LOGINDISABLED"] }
    offers = (Capabilities(plain), before, Capabilities(personality.after, without: plan.missingCapabilities))
    ban = asks { if case .ban = $0 { true } else { false } }?.number
  }

  /// What a server can do, as it says itself (RFC 3501, section 7.2.1).
  struct Capabilities: Sendable {
    let words: [String]
    let text: String
    private let known: Set<String>

    init(_ words: [String]) {
      self.words = words
      text = words.joined(separator: " ")
      known = Set(words.map { $0.uppercased() })
    }

    init(_ text: String, without missing: Set<String>) {
      self.init(text.split(separator: " ").map(String.init).filter { !missing.contains($0) })
    }

    /// - Parameter name: in capitals.
    func contains(_ name: String) -> Bool { known.contains(name) }
  }

  /// What is done when nobody is to be connected any more.
  func setDoors(_ close: @escaping @Sendable () -> Void) { closeDoors.withLockedValue { $0 = close } }

  func record(
    _ name: [UInt8], _ password: [UInt8], account: Int?, outcome: SignInEvent.Outcome, isFinal: Bool, connection: Int
  ) {
    let (event, refused) = statistics.count(
      name, password, account: account, in: directory, outcome: outcome, isFinal: isFinal, connection: connection)
    onSignIn?(event)
    if let ban, refused >= ban { closeDoors.withLockedValue { $0 }?() }
  }
}
