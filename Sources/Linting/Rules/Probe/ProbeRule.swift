import Migration

/// What the source server shows of a row. The probe makes these findings; a file is never asked about them.
public struct ProbeRule: Rule {
  public let info: RuleInfo

  private init(_ name: String, _ severity: Severity, help: String) {
    info = RuleInfo(name, severity, .probe, help: help)
  }

  public static let all = [
    ProbeRule(
      "probe-sign-in", .error,
      help: "Write the name and the password with which the account signs in on the source server."),
    ProbeRule(
      "probe-not-authorized", .error,
      help: "Give the admin the right to read this mailbox, and look whether its name is right."),
    ProbeRule(
      "probe-mailbox-missing", .error,
      help: "Look on the server whether the mailbox is there and the admin may see it; else take the row out."),
    ProbeRule(
      "probe-wrong-mailbox", .error,
      help: "Name the mailbox in the way that this server understands, or use the users' own passwords."),
    ProbeRule(
      "probe-mailbox-broken", .error, help: "Have the mailbox fixed on the source server; its log says what is wrong."),
    ProbeRule("probe-account-unusable", .error, help: "Do with the account what the server's answer asks for."),
    ProbeRule("probe-sign-in-disabled", .error, help: "Connect over TLS, and let the server take passwords there."),
    ProbeRule("probe-root-missing", .error, help: "Write the root as the server lists the mailbox to the admin."),
    ProbeRule(
      "probe-root-other", .warning,
      help: "Try the root in a pilot batch; if the mailbox stays empty, write it as the message names it."),
    ProbeRule("probe-undetermined", .warning, help: "Go through the causes that the message names."),
    ProbeRule("probe-unreachable", .error, help: "Correct the host or the port, or open the way to them."),
    ProbeRule(
      "probe-tls", .error,
      help: "Let the server speak TLS 1.2 with a valid certificate for the name that the endpoint uses."),
    ProbeRule(
      "probe-protocol", .error, help: "Find out what answers in the server's place, or which value it stumbles over."),
    ProbeRule(
      "probe-temporary", .warning, help: "Probe the row again later; if it stays so, the server's log says why."),
    ProbeRule(
      "probe-throttled", .warning,
      help: "Raise the server's limits for the time of the migration, or migrate fewer mailboxes at a time."),
    ProbeRule("probe-not-tried", .warning, help: "Mend what stopped the run, and go on with it."),
    ProbeRule(
      "probe-large-messages", .warning,
      help: "Have the attachments of these messages kept elsewhere; they do not migrate."),
    ProbeRule(
      "probe-too-many-items", .warning, help: "Have the mailbox thinned out: only its newest 500,000 items migrate."),
    ProbeRule(
      "probe-folder-name", .warning,
      help: "Rename a folder that has a slash in its name; exclude the others from the batch."),
  ]
}
