extension ServerPersonality {
  /// hMailServer, by its source code.
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
}
