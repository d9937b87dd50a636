extension ServerPersonality {
  /// Oracle Communications Messaging Server 8.0: its greeting and its refusals.
  static var oracleMessaging: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] mail.contoso.com IMAP4 service (Oracle Communications Messaging Server 8.0.2)"
    personality.before =
      """
      IMAP4 IMAP4rev1 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT LANGUAGE XSENDER X-NETSCAPE \
      XSERVERINFO ESEARCH ID IDLE AUTH=PLAIN SASL-IR
      """
    personality.after = personality.before
    personality.authorization = .honoured
    personality.lines = [
      .signedIn: "OK User logged in", .authenticated: "OK User logged in", .refused: "NO Authentication failed",
      .authenticateRefused: "NO Authentication failed",
      .notAllowed: "NO Authentication failed", .actingRefused: "NO Authentication failed",
      .missing: "NO Mailbox does not exist", .bye: "* BYE LOGOUT received",
    ]
    return personality
  }
}
