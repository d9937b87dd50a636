extension ServerPersonality {
  /// Exchange Server, by its documentation.
  static var exchange: ServerPersonality {
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
}
