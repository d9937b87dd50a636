extension ServerPersonality {
  /// Courier IMAP 5.0, as it was seen to answer.
  static var courier: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      """
      [CAPABILITY {capabilities}] Courier-IMAP ready. Copyright 1998-2021 Double Precision, Inc.  See COPYING for \
      distribution information.
      """
    personality.before =
      """
      IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA AUTH=PLAIN IDLE ACL \
      ACL2=UNION UTF8=ACCEPT ID
      """
    personality.after = personality.before
    personality.id = "\"name\" \"Courier-IMAP\" \"version\" \"5.0.13\""
    personality.quotesMailboxes = true
    personality.authorization = .ignored
    personality.toleratesInitialResponse = true
    personality.foldsCase = false
    personality.tree = MailboxTree(
      delimiter: ".", personal: "INBOX.", others: "#shared.", escape: .dotsToSpaces, ignoresLeadingDelimiter: false,
      hidesOthers: true,
      namespace: "((\"INBOX.\" \".\")) NIL ((\"#shared.\" \".\")(\"shared.\" \".\"))")
    personality.lines = [
      .signedIn: "OK LOGIN Ok.", .authenticated: "OK LOGIN Ok.", .refused: "NO Login failed.",
      .authenticateRefused: "NO Login failed.",
      .actingRefused: "NO Login failed.", .tlsForLogin: "NO STARTTLS required",
      .tlsForAuthenticate: "NO STARTTLS required",
      .tlsBegins: "OK Begin SSL/TLS negotiation now.", .badBase64: "NO Login failed.",
      .missing: "NO Mailbox does not exist, or must be subscribed to.",
      .invalid: "NO Mailbox does not exist, or must be subscribed to.",
      .denied: "NO Access denied for SELECT/EXAMINE on {mailbox} (ACL \"r\" required)", .examined: "OK [READ-ONLY] Ok",
      .selected: "OK [READ-WRITE] Ok",
      .badCommand: "NO Error in IMAP command received by server.",
      .badArguments: "NO Error in IMAP command received by server.",
      .completed: "OK {command} completed", .bye: "* BYE Courier-IMAP server shutting down",
    ]
    return personality
  }
}
