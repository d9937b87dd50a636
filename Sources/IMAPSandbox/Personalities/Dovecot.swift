extension ServerPersonality {
  /// Dovecot 2.3, as it was seen to answer.
  static var dovecot: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "[CAPABILITY {capabilities}] Dovecot (Debian) ready."
    personality.before = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN"
    personality.after =
      """
      IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT UIDPLUS CHILDREN NAMESPACE UNSELECT ESEARCH WITHIN \
      LIST-EXTENDED LIST-STATUS BINARY MOVE SPECIAL-USE STATUS=SIZE LITERAL+ QUOTA
      """
    personality.id = "\"name\" \"Dovecot\""
    personality.authorization = .honoured
    personality.admitsAdminAlone = false
    personality.commandLimit = 8192
    personality.badCommandLimit = 3
    personality.tree.ignoresLeadingDelimiter = false
    personality.tree.deniesByMissing = true
    personality.tree.adminNamespace = "((\"\" \"/\")) ((\"users/\" \"/\")) NIL"
    personality.lines = [
      .signedIn: "OK [CAPABILITY {capabilities}] Logged in", .authenticated: "OK [CAPABILITY {capabilities}] Logged in",
      .refused: "NO [AUTHENTICATIONFAILED] Authentication failed.",
      .authenticateRefused: "NO [AUTHENTICATIONFAILED] Authentication failed.",
      .actingRefused: "NO [AUTHENTICATIONFAILED] Authentication failed.",
      .tlsForLogin:
        """
      * BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway. If anyone \
      was listening, the password was exposed.\nNO [PRIVACYREQUIRED] Plaintext authentication disallowed on \
      non-secure (SSL/TLS) connections.
      """,
      .tlsForAuthenticate: "NO [PRIVACYREQUIRED] Authentication not allowed until SSL/TLS is enabled.",
      .tlsBegins: "OK Begin TLS negotiation now.",
      .unknownMechanism: "NO [ALERT] Unsupported authentication mechanism.",
      .badBase64: "NO [ALERT] Invalid base64 in response",
      .cancelled: "BAD Authentication aborted by client.",
      .missing: "NO Mailbox doesn't exist: {mailbox} (0.001 + 0.000 secs).",
      .invalid: "NO [CANNOT] Invalid mailbox name: Begins with hierarchy separator (0.001 + 0.000 secs).",
      .examined: "OK [READ-ONLY] Examine completed (0.001 + 0.000 secs).",
      .selected: "OK [READ-WRITE] Select completed (0.001 + 0.000 secs).",
      .badCommand: "BAD Error in IMAP command received by server.",
      .badArguments: "BAD Error in IMAP command {command}: {problem} (0.001 + 0.000 secs).",
      .tooManyBad: "* BYE Too many invalid IMAP commands.", .tooLong: "* BYE Input buffer full, aborting",
      .completed: "OK {Command} completed (0.001 + 0.000 secs).", .bye: "* BYE Logging out",
    ]
    return personality
  }
}
