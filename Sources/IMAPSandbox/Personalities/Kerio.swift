extension ServerPersonality {
  /// Kerio Connect 9.4: its greeting and its refusal.
  static var kerio: ServerPersonality {
    plain("Kerio Connect 9.4 IMAP4rev1 server ready", refusal: "NO LOGIN authentication failed")
  }
}
