extension ServerPersonality {
  /// The personality of a server, by the name of its file in `rules/servers`; a server without one uses the texts of
  /// RFC 5530.
  static func named(_ server: String) -> ServerPersonality { all[server] ?? ServerPersonality() }

  private static let all: [String: ServerPersonality] = [
    "communigate": communiGate, "courier": courier, "cyrus": cyrus, "domino": domino, "dovecot": dovecot,
    "exchange": exchange, "exchange-online": exchangeOnline, "gmail": gmail, "groupwise": groupWise,
    "hmailserver": hMailServer, "james": james, "kerio": kerio, "mailcow": dovecot, "mirapoint": mirapoint,
    "oracle": oracle, "oracle-messaging": oracleMessaging, "stalwart": stalwart, "uw-imap": uw, "zimbra": zimbra,
  ]

  /// A server of which only the greeting and the refusal are known.
  static func plain(_ greeting: String, refusal: String) -> ServerPersonality {
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
}
