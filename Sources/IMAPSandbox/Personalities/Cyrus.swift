extension ServerPersonality {
  /// Cyrus IMAP 3.6, as it was seen to answer.
  static var cyrus: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] imap.contoso.com Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 server ready"
    personality.before = "IMAP4rev1 LITERAL+ ID ENABLE AUTH=PLAIN SASL-IR"
    personality.after =
      """
      IMAP4rev1 LITERAL+ ID ENABLE ACL ANNOTATE-EXPERIMENT-1 BINARY CHILDREN ESEARCH LIST-EXTENDED LIST-STATUS MOVE \
      NAMESPACE QUOTA SPECIAL-USE STATUS=SIZE UIDPLUS UNSELECT WITHIN
      """
    personality.id = "\"name\" \"Cyrus IMAP\" \"version\" \"3.6.1-Debian-3.6.1-4+deb12u5\""
    personality.authorization = .honoured
    personality.admitsUnknownMailboxes = true
    personality.tree.namespace = "((\"\" \"/\")) ((\"Other Users/\" \"/\")) ((\"Shared Folders/\" \"/\"))"
    personality.tree.adminNamespace = "NIL ((\"user/\" \"/\")) ((\"\" \"/\"))"
    personality.lines = [
      .signedIn:
        "OK [CAPABILITY {capabilities}] User logged in SESSIONID=<imap.contoso.com-20060-1-17166140900593733267>",
      .authenticated:
        """
      OK [CAPABILITY {capabilities}] Success (tls protection) \
      SESSIONID=<imap.contoso.com-20071-1-6161587752332188806>
      """,
      .refused: "NO Login failed: authentication failure", .authenticateRefused: "NO authentication failure",
      .actingRefused: "NO authentication failure",
      .tlsForLogin: "NO Login only available under a layer",
      .tlsForAuthenticate: "NO encryption needed to use mechanism",
      .missing: "NO Mailbox does not exist", .denied: "NO Permission denied", .invalid: "NO Invalid mailbox name",
      .examined: "OK [READ-ONLY] Completed", .selected: "OK [READ-WRITE] Completed",
      .completed: "OK Completed (0.001 secs)",
      .badCommand: "BAD Unrecognized command", .bye: "* BYE LOGOUT received",
    ]
    return personality
  }
}
