extension ServerPersonality {
  static var gmail: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "Gimap ready for requests from 127.0.0.1 a1b2c3d4e5"
    personality.before =
      "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER"
    personality.after =
      "IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE"
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

  static var uw: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] mail.contoso.com IMAP4rev1 2007e.404 at Mon, 23 Nov 2026 14:00:00 +0000 (UTC)"
    personality.before = "IMAP4REV1 I18NLEVEL=1 LITERAL+ SASL-IR LOGIN-REFERRALS AUTH=PLAIN"
    personality.after =
      "IMAP4REV1 I18NLEVEL=1 LITERAL+ IDLE UIDPLUS NAMESPACE CHILDREN MAILBOX-REFERRALS BINARY UNSELECT ESEARCH WITHIN SCAN SORT THREAD=REFERENCES MULTIAPPEND"
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

  static var stalwart: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "[CAPABILITY {capabilities}] Stalwart IMAP4rev2 at your service."
    personality.before =
      "IMAP4rev2 IMAP4rev1 ENABLE SASL-IR LITERAL+ ID UTF8=ACCEPT AUTH=PLAIN AUTH=OAUTHBEARER AUTH=XOAUTH2"
    personality.after =
      "IMAP4rev2 IMAP4rev1 ENABLE SASL-IR LITERAL+ ID UTF8=ACCEPT IDLE NAMESPACE CHILDREN MULTIAPPEND BINARY UNSELECT ACL UIDPLUS ESEARCH WITHIN LIST-EXTENDED LIST-STATUS SPECIAL-USE STATUS=SIZE QUOTA"
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

  static var hMailServer: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "IMAPrev1"
    personality.before = "IMAP4 IMAP4rev1 CHILDREN IDLE QUOTA SORT ACL NAMESPACE RIGHTS=texk AUTH=PLAIN"
    personality.after = personality.before
    personality.id = nil
    personality.tree.delimiter = "."
    personality.quotesMailboxes = true
    personality.authorization = .honoured
    personality.refusesOwnAuthorization = true
    personality.badCommandLimit = 3
    personality.lines = [
      .refused: "NO Invalid user name or password.", .authenticateRefused: "NO Invalid user name or password.",
      .notAllowed: "NO Invalid user name or password.",
      .actingRefused: "BAD No master user defined.",
      .tlsForLogin: "BAD A SSL/TLS-connection is required for authentication.",
      .tlsForAuthenticate: "BAD A SSL/TLS-connection is required for authentication.",
      .missing: "BAD Folder could not be found.",
      .badCommand: "BAD Unknown or NULL command", .tooManyBad: "* Too many invalid commands.",
      .bye: "* BYE Have a nice day",
    ]
    return personality
  }

  static var zimbra: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "mail.contoso.com Zimbra IMAP4rev1 server ready"
    personality.before =
      "ACL BINARY CATENATE CHILDREN CONDSTORE ENABLE ESEARCH ESORT I18NLEVEL=1 ID IDLE IMAP4rev1 LIST-EXTENDED LIST-STATUS LITERAL+ MULTIAPPEND NAMESPACE QRESYNC QUOTA RIGHTS=ektx SASL-IR SEARCHRES SORT SPECIAL-USE THREAD=ORDEREDSUBJECT UIDPLUS UNSELECT WITHIN XLIST AUTH=PLAIN"
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

  static var james: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "JAMES IMAP4rev1 Server mail.contoso.com is ready."
    personality.before =
      "CHILDREN WITHIN ESEARCH LITERAL+ IDLE NAMESPACE UIDPLUS UNSELECT SASL-IR LIST-STATUS LIST-EXTENDED SPECIAL-USE STATUS=SIZE ID QUOTA IMAP4rev1 AUTH=PLAIN"
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

  static var domino: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "Domino IMAP4 Server Release 12.0.2 ready"
    personality.before = "IMAP4rev1 AUTH=PLAIN LITERAL+ NAMESPACE QUOTA UIDPLUS"
    personality.after = personality.before
    personality.id = nil
    personality.authorization = .ignored
    personality.quotesMailboxes = true
    personality.tree.delimiter = "\\"
    personality.tree.others = "Other Users\\"
    personality.tree.takesLastPart = true
    personality.tree.namespace =
      "((\"\" \"\\\\\")) ((\"Other Users\\\\\" \"\\\\\")) ((\"Public Folders\\\\\" \"\\\\\"))"
    personality.lines = [
      .refused: "NO LOGIN invalid password", .authenticateRefused: "NO AUTHENTICATE invalid password",
      .notAllowed: "NO LOGIN invalid password",
      .missing: "NO {command} Mailbox does not exist", .denied: "NO {command} Permission denied",
      .bye: "* BYE logging out",
    ]
    return personality
  }

  static var communiGate: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "CommuniGate Pro IMAP Server 6.3 at contoso.com ready"
    personality.before = "IMAP4 IMAP4REV1 ACL NAMESPACE UIDPLUS IDLE LITERAL+ ID QUOTA ESEARCH LIST-EXTENDED AUTH=PLAIN"
    personality.after = personality.before
    personality.id = "\"name\" \"CommuniGate Pro\" \"version\" \"6.3\""
    personality.tree.others = "~"
    personality.tree.takesLastPart = true
    personality.tree.namespace = "((\"\" \"/\")) ((\"~\" \"/\")) ((\"~public/\" \"/\"))"
    personality.lines = [
      .refused: "NO incorrect password or account name", .authenticateRefused: "NO incorrect password or account name",
      .notAllowed: "NO incorrect password or account name", .missing: "NO mailbox does not exist",
      .denied: "NO access denied", .bye: "* BYE CommuniGate Pro IMAP closing connection",
    ]
    return personality
  }

  static var oracle: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting = "mail.contoso.com Oracle IMAP4 server ready"
    personality.before = "IMAP4rev1 NAMESPACE QUOTA ACL LITERAL+ AUTH=PLAIN"
    personality.after = personality.before
    personality.id = nil
    personality.tree.namespace = "((\"\" \"/\")) NIL ((\"/users/\" \"/\"))"
    personality.lines = [
      .refused: "NO Invalid user name or password", .authenticateRefused: "NO Invalid user name or password",
      .notAllowed: "NO Invalid user name or password", .missing: "NO Mailbox does not exist",
      .denied: "NO Permission denied",
    ]
    return personality
  }

  static var oracleMessaging: ServerPersonality {
    var personality = ServerPersonality()
    personality.greeting =
      "[CAPABILITY {capabilities}] mail.contoso.com IMAP4 service (Oracle Communications Messaging Server 8.0.2)"
    personality.before =
      "IMAP4 IMAP4rev1 ACL QUOTA LITERAL+ NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT LANGUAGE XSENDER X-NETSCAPE XSERVERINFO ESEARCH ID IDLE AUTH=PLAIN SASL-IR"
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
