extension ServerPersonality {
  /// Zimbra 8.8: its greeting and its refusals.
  static var zimbra: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "mail.contoso.com Zimbra IMAP4rev1 server ready"
    personality.before =
      """
      ACL BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE IMAP4rev1 LIST-EXTENDED \
      LIST-STATUS LITERAL+ MULTIAPPEND NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT SPECIAL-USE \
      THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN XLIST AUTH=PLAIN
      """
    personality.after = personality.before
    personality.id = "\"NAME\" \"Zimbra\" \"VERSION\" \"8.8.15_GA\""
    personality.authorization = .honoured
    personality.quotesMailboxes = true
    personality.tree.namespace = "((\"\" \"/\")) ((\"/home/\" \"/\")) NIL"
    personality.lines = [
      .refused: "NO LOGIN failed", .authenticateRefused: "NO AUTHENTICATE failed",
      .notAllowed: "NO AUTHENTICATE failed", .actingRefused: "NO AUTHENTICATE failed",
      .tlsForLogin: "NO cleartext logins disabled", .tlsForAuthenticate: "NO cleartext logins disabled",
      .signedIn: "OK [CAPABILITY {capabilities}] LOGIN completed",
      .missing: "NO {command} failed: no such folder \"{mailbox}\"",
      .bye: "* BYE Zimbra IMAP4rev1 server closing connection",
    ]
    return personality
  }
}
