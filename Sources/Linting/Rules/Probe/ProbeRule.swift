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
      help: "Write the name and the password with which the account signs in on the source server."),
    ProbeRule(
      .notAuthorized, .error,
      help: "Give the admin the right to read this mailbox, and look whether its name is right."),
    ProbeRule(
      .mailboxMissing, .error,
      help: "Look on the server whether the mailbox is there and the admin may see it; else take the row out."),
    ProbeRule(
      .wrongMailbox, .error,
      help: "Name the mailbox in the way that this server understands, or use the users' own passwords."),
    ProbeRule(
      .mailboxBroken, .error, help: "Have the mailbox fixed on the source server; its log says what is wrong."),
    ProbeRule(.accountUnusable, .error, help: "Do with the account what the server's answer asks for."),
    ProbeRule(.signInDisabled, .error, help: "Connect over TLS, and let the server take passwords there."),
    ProbeRule(.rootMissing, .error, help: "Write the root as the server lists the mailbox to the admin."),
    ProbeRule(
      .rootOther, .warning,
      help: "Try the root in a pilot batch; if the mailbox stays empty, write it as the message names it."),
    ProbeRule(.undetermined, .warning, help: "Go through the causes that the message names."),
    ProbeRule(.unreachable, .error, help: "Correct the host or the port, or open the way to them."),
    ProbeRule(
      .tls, .error,
      help: "Let the server speak TLS 1.2 with a valid certificate for the name that the endpoint uses."),
    ProbeRule(
      .protocolError, .error, help: "Find out what answers in the server's place, or which value it stumbles over."),
    ProbeRule(
      .temporary, .warning, help: "Probe the row again later; if it stays so, the server's log says why."),
    ProbeRule(
      .throttled, .warning,
      help: "Raise the server's limits for the time of the migration, or migrate fewer mailboxes at a time."),
    ProbeRule(.notTried, .warning, help: "Mend what stopped the run, and go on with it."),
    ProbeRule(
      .largeMessages, .warning,
      help: "Have the attachments of these messages kept elsewhere; they do not migrate."),
    ProbeRule(
      .tooManyItems, .warning, help: "Have the mailbox thinned out: only its newest 500,000 items migrate."),
    ProbeRule(
      .folderName, .warning,
      help: "Rename a folder that has a slash in its name; exclude the others from the batch."),
  ]
}
