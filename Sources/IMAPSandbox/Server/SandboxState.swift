import NIOConcurrencyHelpers
import NIOSSL

/// The state that all connections of a sandbox share.
final class SandboxState: Sendable {
  let personality: ServerPersonality
  let tree: MailboxTree
  let directory: AccountDirectory
  let plan: FaultPlan
  let statistics = SignInStatistics()
  let refusal: (@Sendable (_ row: Int) -> String?)?
  let onSignIn: (@Sendable (SignInEvent) -> Void)?
  /// Nil where there is plain text only.
  let tls: NIOSSLContext?
  let offersStartTLS: Bool
  let needsTLS: Bool
  let hasPlainTLSPort: Bool
  /// The capabilities in plain text, with TLS, and after the sign-in.
  let offers: (plain: Capabilities, secure: Capabilities, signedIn: Capabilities)
  /// After this number of refused sign-ins the listeners are closed.
  private let ban: Int?
  private let closeListeners = NIOLockedValueBox<(@Sendable () -> Void)?>(nil)

  init(_ configuration: SandboxConfiguration, tls: NIOSSLContext?) throws(SandboxError) {
    var personality = ServerPersonality.named(configuration.server.name)
    directory = AccountDirectory(configuration, personality: personality)
    plan = try FaultPlan(configuration.faults, directory)
    // A slash is part of a folder's name only where it is not the delimiter.
    if plan.usesSlashFolders, personality.tree.delimiter == "/" { personality.tree.delimiter = "." }
    self.personality = personality
    tree = personality.tree
    onSignIn = configuration.onSignIn
    refusal = configuration.refusal
    self.tls = tls
    func order(where matches: (Fault.FaultAction) -> Bool) -> FaultOrder? {
      configuration.faults.first { matches($0.fault.action) }
    }
    offersStartTLS = tls != nil && order { if case .noStartTLS = $0 { true } else { false } } == nil
    needsTLS = order { if case .tlsRequired = $0 { true } else { false } } != nil
    hasPlainTLSPort = order { if case .plainOnTLSPort = $0 { true } else { false } } != nil
    let before = Capabilities(personality.before, without: plan.missingCapabilities)
    var plain = before.words
    if offersStartTLS { plain.append("STARTTLS") }
    if needsTLS { plain = plain.filter { !$0.hasPrefix("AUTH=") } + ["LOGINDISABLED"] }
    offers = (Capabilities(plain), before, Capabilities(personality.after, without: plan.missingCapabilities))
    ban = order { if case .ban = $0 { true } else { false } }?.number
  }

  /// A list of capabilities (RFC 3501, section 7.2.1).
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

  /// Sets what closes the listeners, for a ban.
  func setListenerClosing(_ close: @escaping @Sendable () -> Void) { closeListeners.withLockedValue { $0 = close } }

  func record(
    _ name: [UInt8], _ password: [UInt8], account: Int?, outcome: SignInEvent.Outcome, isFinal: Bool, connection: Int
  ) {
    let (event, refused) = statistics.count(
      name, password, account: account, in: directory, outcome: outcome, isFinal: isFinal, connection: connection)
    onSignIn?(event)
    if let ban, refused >= ban { closeListeners.withLockedValue { $0 }?() }
  }
}
