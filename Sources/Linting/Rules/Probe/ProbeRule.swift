import Migration

/// What the source server shows of a row. The probe makes these findings; a file is never asked about them.
public struct ProbeRule: Rule {
  public let info: RuleInfo

  /// The names of the probe's rules.
  public enum Name: String, Sendable, CaseIterable {
    case signIn = "probe-sign-in"
    case notAuthorized = "probe-not-authorized"
    case mailboxMissing = "probe-mailbox-missing"
    case wrongMailbox = "probe-wrong-mailbox"
    case mailboxBroken = "probe-mailbox-broken"
    case accountUnusable = "probe-account-unusable"
    case signInDisabled = "probe-sign-in-disabled"
    case rootMissing = "probe-root-missing"
    case rootOther = "probe-root-other"
    case undetermined = "probe-undetermined"
    case unreachable = "probe-unreachable"
    case tls = "probe-tls"
    case protocolError = "probe-protocol"
    case temporary = "probe-temporary"
    case throttled = "probe-throttled"
    case notTried = "probe-not-tried"
    case largeMessages = "probe-large-messages"
    case tooManyItems = "probe-too-many-items"
    case folderName = "probe-folder-name"

    /// The rule is about the row's root, not about its sign-in name.
    public var isAboutRoot: Bool { self == .rootMissing || self == .rootOther }
  }

  private init(_ name: Name, _ severity: Severity, help: String) {
    info = RuleInfo(name.rawValue, severity, .probe, help: help)
  }

  public static let all = [
    ProbeRule(
      .signIn, .error,
      help: "Write the sign-in name and the password that the source server accepts."),
    ProbeRule(
      .notAuthorized, .error,
      help: "Grant the admin access to this mailbox, and check its name."),
    ProbeRule(
      .mailboxMissing, .error,
      help: "Check that the mailbox exists and that the admin can see it, or delete the row."),
    ProbeRule(
      .wrongMailbox, .error,
      help: "Specify the mailbox in the form of this server, or use the users' own passwords."),
    ProbeRule(
      .mailboxBroken, .error, help: "Repair the mailbox on the source server; its log contains the cause."),
    ProbeRule(.accountUnusable, .error, help: "Do what the server's response asks for."),
    ProbeRule(.signInDisabled, .error, help: "Connect over TLS, and enable password sign-in on the server."),
    ProbeRule(.rootMissing, .error, help: "Write the root as the server lists the mailbox for the admin."),
    ProbeRule(
      .rootOther, .warning,
      help: "Test the root in a pilot batch; if the mailbox stays empty, write the name in the message."),
    ProbeRule(.undetermined, .warning, help: "Check the causes that the message names."),
    ProbeRule(.unreachable, .error, help: "Correct the host or port, or allow the connection."),
    ProbeRule(
      .tls, .error,
      help: "Enable TLS 1.2 on the server, with a valid certificate for the host name of the endpoint."),
    ProbeRule(
      .protocolError, .error, help: "Find out what responds instead of the server, or which value it cannot handle."),
    ProbeRule(
      .temporary, .warning, help: "Probe the row again later; if it still fails, read the server's log."),
    ProbeRule(
      .throttled, .warning,
      help: "Raise the server's limits during the migration, or migrate fewer mailboxes at a time."),
    ProbeRule(.notTried, .warning, help: "Fix what stopped the probe, and continue it with `--journal FILE --resume`."),
    ProbeRule(
      .largeMessages, .warning,
      help: "Store the attachments of these messages elsewhere; they are not migrated."),
    ProbeRule(
      .tooManyItems, .warning, help: "Reduce the mailbox: only its newest 500,000 items are migrated."),
    ProbeRule(
      .folderName, .warning,
      help: "Rename folders with a slash in their name; exclude the others from the batch."),
  ]
}
