extension ServerPersonality {
  /// Apache James: its greeting and its refusals.
  static var james: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "JAMES IMAP4rev1 Server mail.contoso.com is ready."
    personality.before =
      """
      CHILDREN WITHIN ESEARCH LITERAL+ IDLE NAMESPACE UIDPLUS UNSELECT SASL-IR LIST-STATUS LIST-EXTENDED SPECIAL-USE \
      STATUS=SIZE ID QUOTA IMAP4rev1 AUTH=PLAIN
      """
    personality.after = personality.before
    personality.tree.delimiter = "."
    personality.authorization = .honoured
    personality.quotesMailboxes = true
    personality.lines = [
      .signedIn: "OK LOGIN completed.", .authenticated: "OK AUTHENTICATE completed.",
      .refused: "NO LOGIN failed. Invalid login/password.",
      .authenticateRefused: "NO AUTHENTICATE failed. Authentication failed.",
      .notAllowed: "NO AUTHENTICATE failed. Authentication failed.",
      .actingRefused: "NO AUTHENTICATE failed. Authentication failed.",
      .missing: "NO {command} failed. No such mailbox.", .completed: "OK {command} completed.",
      .bye: "* BYE IMAP4rev1 Server logging out",
    ]
    return personality
  }
}
