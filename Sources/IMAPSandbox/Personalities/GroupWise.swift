extension ServerPersonality {
  /// GroupWise: its greeting and its refusal.
  static var groupWise: ServerPersonality {
    plain("GroupWise IMAP4rev1 Server Ready", refusal: "NO LOGIN failed, invalid user or password")
  }
}
