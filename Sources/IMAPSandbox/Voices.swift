extension ServerPersonality {
  /// The manner of a server; one that is not known here talks in the plain words of RFC 5530.
  static func of(_ server: String) -> ServerPersonality { known[server] ?? ServerPersonality() }

  // Dovecot, Courier and Cyrus as they were seen to answer (2.3, 5.0, 3.6); Exchange, Gmail, hMailServer and
  // Stalwart by
  // their documents and sources; the others in their manner, which for a client comes to a banner and a refusal.
  private static let known: [String: ServerPersonality] = [
    "dovecot": dovecot, "mailcow": dovecot, "courier": courier, "cyrus": cyrus, "exchange": exchange,
    "exchange-online": exchangeOnline,
    "gmail": gmail, "uw-imap": uw, "stalwart": stalwart, "hmailserver": hMailServer, "zimbra": zimbra, "james": james,
    "domino": domino,
    "communigate": communiGate, "oracle": oracle, "oracle-messaging": oracleMessaging,
    "mirapoint": plain("mail.contoso.com Mirapoint IMAP4PROXY 4.4 server ready", refusal: "NO Login failed"),
    "kerio": plain("Kerio Connect 9.4 IMAP4rev1 server ready", refusal: "NO LOGIN authentication failed"),
    "groupwise": plain("GroupWise IMAP4rev1 Server Ready", refusal: "NO LOGIN failed, invalid user or password"),
  ]

  private static func plain(_ greeting: String, refusal: String) -> ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = greeting
    personality.before = "IMAP4rev1 AUTH=PLAIN"
    personality.after = "IMAP4rev1 NAMESPACE QUOTA"
    personality.id = nil
    personality.lines = [
      .refused: refusal, .authenticateRefused: refusal, .notAllowed: refusal, .actingRefused: refusal,
      .missing: "NO Mailbox does not exist", .denied: "NO Permission denied", .tlsForLogin: "NO LOGIN needs encryption",
      .tlsForAuthenticate: "NO AUTHENTICATE needs encryption",
    ]
    return personality
  }

  private static var dovecot: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "[CAPABILITY {capabilities}] Dovecot (Debian) ready."
    personality.before = "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN"
    personality.after =
      "IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT UIDPLUS CHILDREN NAMESPACE UNSELECT ESEARCH WITHIN LIST-EXTENDED LIST-STATUS BINARY MOVE SPECIAL-USE STATUS=SIZE LITERAL+ QUOTA"
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
        "* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway. If anyone was listening, the password was exposed.\nNO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.",
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

  private static var courier: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] Courier-IMAP ready. Copyright 1998-2021 Double Precision, Inc.  See COPYING for distribution information."
    personality.before =
      "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA AUTH=PLAIN IDLE ACL ACL2=UNION UTF8=ACCEPT ID"
    personality.after = personality.before
    personality.id = "\"name\" \"Courier-IMAP\" \"version\" \"5.0.13\""
    personality.quotesMailboxes = true
    personality.authorization = .ignored
    personality.toleratesInitialResponse = true
    personality.foldsCase = false
    personality.tree = MailboxTree(
      delimiter: ".", personal: "INBOX.", others: "#shared.", escape: .dotsToBlanks, ignoresLeadingDelimiter: false,
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

  private static var cyrus: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] imap.contoso.com Cyrus IMAP 3.6.1-Debian-3.6.1-4+deb12u5 server ready"
    personality.before = "IMAP4rev1 LITERAL+ ID ENABLE AUTH=PLAIN SASL-IR"
    personality.after =
      "IMAP4rev1 LITERAL+ ID ENABLE ACL ANNOTATE-EXPERIMENT-1 BINARY CHILDREN ESEARCH LIST-EXTENDED LIST-STATUS MOVE NAMESPACE QUOTA SPECIAL-USE STATUS=SIZE UIDPLUS UNSELECT WITHIN"
    personality.id = "\"name\" \"Cyrus IMAP\" \"version\" \"3.6.1-Debian-3.6.1-4+deb12u5\""
    personality.authorization = .honoured
    personality.admitsUnknownMailboxes = true
    personality.tree.namespace = "((\"\" \"/\")) ((\"Other Users/\" \"/\")) ((\"Shared Folders/\" \"/\"))"
    personality.tree.adminNamespace = "NIL ((\"user/\" \"/\")) ((\"\" \"/\"))"
    personality.lines = [
      .signedIn:
        "OK [CAPABILITY {capabilities}] User logged in SESSIONID=<imap.contoso.com-20060-1-17166140900593733267>",
      .authenticated:
        "OK [CAPABILITY {capabilities}] Success (tls protection) SESSIONID=<imap.contoso.com-20071-1-6161587752332188806>",
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

  private static var exchange: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "The Microsoft Exchange IMAP4 service is ready."
    personality.before =
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=NTLM AUTH=GSSAPI SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
    personality.after = "IMAP4 IMAP4rev1 UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
    personality.id = "\"name\" \"Microsoft.Exchange.Imap4.Imap4Server\" \"version\" \"15.20\""
    personality.quotesMailboxes = true
    personality.commandLimit = 10_240
    personality.badCommandLimit = 3
    personality.lines = [
      .signedIn: "OK LOGIN completed.", .authenticated: "OK AUTHENTICATE completed.", .refused: "NO LOGIN failed.",
      .authenticateRefused: "NO AUTHENTICATE failed.", .notAllowed: "NO LOGIN failed.",
      .actingRefused: "NO AUTHENTICATE failed.",
      .tlsForLogin: "BAD Command received in Invalid state.",
      .tlsForAuthenticate: "BAD Command received in Invalid state.",
      .tlsBegins: "OK Begin TLS negotiation now.", .unknownMechanism: "NO AUTHENTICATE failed.",
      .badBase64: "NO AUTHENTICATE failed.",
      .cancelled: "BAD The AUTH protocol exchange was canceled by the client.",
      .missing: "NO {mailbox} doesn't exist.", .denied: "BAD User is authenticated but not connected.",
      .invalid: "NO {mailbox} doesn't exist.",
      .examined: "OK [READ-ONLY] EXAMINE completed.", .selected: "OK [READ-WRITE] SELECT completed.",
      .completed: "OK {command} completed.",
      .badCommand: "BAD Command Error. 12", .badArguments: "BAD Command Argument Error. 12",
      .tooManyBad: "* BYE Connection is closed. 14",
      .tooLong: "* BYE Connection is closed. 14", .bye: "* BYE Microsoft Exchange Server IMAP4 server signing off.",
    ]
    return personality
  }

  private static var exchangeOnline: ServerPersonality {
    var personality = exchange
    personality.greeting = "The Microsoft Exchange IMAP4 service is ready. [QgBOADEAUABSADEAMQBDAEEAMAAwADEANwA=]"
    personality.before =
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
    personality.wantsTokens = true
    return personality
  }
}
