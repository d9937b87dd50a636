extension ServerPersonality {
  /// CommuniGate Pro 6.3: its greeting and its refusals.
  static var communiGate: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "CommuniGate Pro IMAP Server 6.3 at contoso.com ready"
    personality.before = "IMAP4 IMAP4REV1 ACL NAMESPACE UIDPLUS IDLE LITERAL+ ID QUOTA ESEARCH LIST-EXTENDED AUTH=PLAIN"
    personality.after = personality.before
    personality.id = "\"name\" \"CommuniGate Pro\" \"version\" \"6.3\""
    personality.tree.others = "~"
    personality.tree.usesLastPart = true
    personality.tree.namespace = "((\"\" \"/\")) ((\"~\" \"/\")) ((\"~public/\" \"/\"))"
    personality.lines = [
      .refused: "NO incorrect password or account name", .authenticateRefused: "NO incorrect password or account name",
      .notAllowed: "NO incorrect password or account name", .missing: "NO mailbox does not exist",
      .denied: "NO access denied", .bye: "* BYE CommuniGate Pro IMAP closing connection",
    ]
    return personality
  }
}
