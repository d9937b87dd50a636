extension ServerPersonality {
  /// Exchange Online: Exchange Server that requires OAuth tokens.
  static var exchangeOnline: ServerPersonality {
    var personality = exchange
    personality.greeting = "The Microsoft Exchange IMAP4 service is ready. [QgBOADEAUABSADEAMQBDAEEAMAAwADEANwA=]"
    personality.before =
      "IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+"
    personality.requiresTokens = true
    return personality
  }
}
