extension ServerPersonality {
  /// UW IMAP 2007e: its greeting and its refusals.
  static var uw: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] mail.contoso.com IMAP4rev1 2007e.404 at Mon, 23 Nov 2026 14:00:00 +0000 (UTC)"
    personality.before = "IMAP4REV1 I18NLEVEL=1 LITERAL+ SASL-IR LOGIN-REFERRALS AUTH=PLAIN"
    personality.after =
      """
      IMAP4REV1 I18NLEVEL=1 LITERAL+ IDLE UIDPLUS NAMESPACE CHILDREN MAILBOX-REFERRALS BINARY UNSELECT ESEARCH WITHIN \
      SCAN SORT THREAD=REFERENCES MULTIAPPEND
      """
    personality.id = nil
    personality.foldsCase = false
    personality.authorization = .honoured
    personality.lines = [
      .signedIn: "OK [CAPABILITY {capabilities}] User {user} authenticated",
      .authenticated: "OK [CAPABILITY {capabilities}] User {user} authenticated",
      .notAllowed: "NO [AUTHENTICATIONFAILED] Authentication failed", .missing: "NO EXAMINE failed: No such mailbox",
      .bye: "* BYE mail.contoso.com IMAP4rev1 server terminating connection",
    ]
    return personality
  }
}
