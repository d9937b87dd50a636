extension ServerPersonality {
  /// Stalwart, by its source code.
  static var stalwart: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "[CAPABILITY {capabilities}] Stalwart IMAP4rev2 at your service."
    personality.before =
      "IMAP4rev2 IMAP4rev1 ENABLE SASL-IR LITERAL+ ID UTF8=ACCEPT AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2"
    personality.after =
      """
      IMAP4rev2 IMAP4rev1 ENABLE SASL-IR LITERAL+ ID UTF8=ACCEPT IDLE NAMESPACE CHILDREN MULTIAPPEND BINARY UNSELECT \
      ACL UIDPLUS ESEARCH WITHIN LIST-EXTENDED LIST-STATUS SPECIAL-USE STATUS=SIZE QUOTA
      """
    personality.id = "\"name\" \"Stalwart Mail Server\""
    personality.authorization = .honoured
    personality.quotesMailboxes = true
    personality.lines = [
      .signedIn: "OK [CAPABILITY {capabilities}] Authentication successful",
      .authenticated: "OK [CAPABILITY {capabilities}] Authentication successful",
      .notAllowed: "NO [AUTHORIZATIONFAILED] You are not authorized to impersonate this account",
      .missing: "NO [NONEXISTENT] Mailbox does not exist.",
      .bye: "* BYE Stalwart IMAP4rev2 bids you farewell.",
    ]
    return personality
  }
}
