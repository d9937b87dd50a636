extension ServerPersonality {
  /// Oracle Email Server: its greeting and its refusals.
  static var oracle: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "mail.contoso.com Oracle IMAP4 server ready"
    personality.before = "IMAP4rev1 NAMESPACE QUOTA ACL LITERAL+ AUTH=PLAIN"
    personality.after = personality.before
    personality.id = nil
    personality.tree.namespace = "((\"\" \"/\")) NIL ((\"/users/\" \"/\"))"
    personality.lines = [
      .refused: "NO Invalid user name or password", .authenticateRefused: "NO Invalid user name or password",
      .notAllowed: "NO Invalid user name or password", .missing: "NO Mailbox does not exist",
      .denied: "NO Permission denied",
    ]
    return personality
  }
}
