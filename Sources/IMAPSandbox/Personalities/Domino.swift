extension ServerPersonality {
  /// HCL Domino 12: its greeting and its refusals.
  static var domino: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "Domino IMAP4 Server Release 12.0.2 ready"
    personality.before = "IMAP4rev1 AUTH=PLAIN LITERAL+ NAMESPACE QUOTA UIDPLUS"
    personality.after = personality.before
    personality.id = nil
    personality.authorization = .ignored
    personality.quotesMailboxes = true
    personality.tree.delimiter = "\\"
    personality.tree.others = "Other Users\\"
    personality.tree.usesLastPart = true
    personality.tree.namespace =
      "((\"\" \"\\\\\")) ((\"Other Users\\\\\" \"\\\\\")) ((\"Public Folders\\\\\" \"\\\\\"))"
    personality.lines = [
      .refused: "NO LOGIN invalid password", .authenticateRefused: "NO AUTHENTICATE invalid password",
      .notAllowed: "NO LOGIN invalid password",
      .missing: "NO {command} Mailbox does not exist", .denied: "NO {command} Permission denied",
      .bye: "* BYE logging out",
    ]
    return personality
  }
}
