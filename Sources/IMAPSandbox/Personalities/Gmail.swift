extension ServerPersonality {
  /// Gmail, by its documentation.
  static var gmail: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "Gimap ready for requests from 127.0.0.1 a1b2c3d4e5"
    personality.before =
      """
      IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN \
      AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER
      """
    personality.after =
      """
      IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE \
      CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE
      """
    personality.id =
      "\"name\" \"GImap\" \"vendor\" \"Google, Inc.\" \"support-url\" \"https://support.google.com/mail\""
    personality.quotesMailboxes = true
    personality.lines = [
      .signedIn: "* CAPABILITY {capabilities}\nOK {user} authenticated (Success)",
      .authenticated: "* CAPABILITY {capabilities}\nOK {user} authenticated (Success)",
      .refused: "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
      .authenticateRefused: "NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)",
      .missing: "NO [NONEXISTENT] Unknown Mailbox: {mailbox} (Failure)", .completed: "OK Success",
      .examined: "OK [READ-ONLY] {mailbox} selected. (Success)",
      .badCommand: "BAD Unknown command a1b2c3d4e5", .badArguments: "BAD Could not parse command",
      .bye: "* BYE LOGOUT Requested",
    ]
    return personality
  }
}
