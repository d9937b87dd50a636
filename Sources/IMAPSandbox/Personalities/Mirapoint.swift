extension ServerPersonality {
  /// Mirapoint 4.4: its greeting and its refusal.
  static var mirapoint: ServerPersonality {
    plain("mail.contoso.com Mirapoint IMAP4PROXY 4.4 server ready", refusal: "NO Login failed")
  }
}
