import IMAP

extension Verdict {
  /// What the answer to a sign-in means; nil where the server accepted it.
  ///
  /// The code decides; the text only where no code does (RFC 5530 section 3).
  static func ofSignIn(_ reply: Reply) -> Verdict? {
    let said = said(reply)
    switch reply.outcome {
    case .ok: return nil
    case .no: return byCode(reply.code?.known, reply.text.text, said) ?? byText(reply.text.text, said)
    case .bad: return byCode(reply.code?.known, reply.text.text, said) ?? bad(reply.text.text, said)
    case .bye, .closed: return byCode(reply.code?.known, reply.text.text, said) ?? dropped(reply.text.text, said)
    case .timedOut:
      // Nobody knows whether it was refused, here and where the connection is dropped: it is not sent again.
      return Verdict(
        "probe-undetermined",
        "no answer to the sign-in within the time allowed: the server is slow, or it lets guessers wait", said: said,
        reach: .connection)
    case .protocolError(let error): return Verdict(protocolError: error, at: .signIn, said: said)
    case .refused(let refusal): return Verdict(refusal: refusal)
    }
  }

  private static func byCode(_ code: ResponseCode.Known?, _ text: String, _ said: ServerText) -> Verdict? {
    if ServerTextClassifier.wantsAppPassword(text) {
      return unusable("an app password is needed: the account has two-step verification", said)
    }
    switch code {
    case .webAlert: return unusable("the account wants a sign-in in a web browser first", said)
    case .authorizationFailed:
      return Verdict(
        "probe-not-authorized",
        "the admin's credentials are right, but the mailbox does not exist or the admin may not open it", said: said,
        reach: .adminAccepted)
    case .expired: return unusable("the password has expired", said)
    case .contactAdmin: return unusable("the account cannot be used as it is", said)
    case .privacyRequired:
      return Verdict("probe-sign-in-disabled", "the server takes no sign-in without TLS", said: said, reach: .server)
    case .unavailable, .inUse, .serverBug: return temporary(said)
    case .limit, .throttled: return throttled(text, said)
    case .referral: return unusable("the account lives on another server", said)
    case .authenticationFailed where !ServerTextClassifier.isIMAPOff(text): return wrongCredential(said)
    default: return nil
    }
  }

  private static func byText(_ text: String, _ said: ServerText) -> Verdict {
    if ServerTextClassifier.wantsWebSignIn(text) {
      return unusable("the account wants a sign-in in a web browser first", said)
    }
    if ServerTextClassifier.isIMAPOff(text) { return unusable("IMAP is off for this user", said) }
    if ServerTextClassifier.isExpired(text) { return unusable("the password has expired", said) }
    if ServerTextClassifier.wantsTLS(text) {
      return Verdict("probe-sign-in-disabled", "the server takes no sign-in without TLS", said: said, reach: .server)
    }
    if ServerTextClassifier.isUnconnected(text) { return unconnected(said) }
    if let verdict = mayPass(text, said) { return verdict }
    if ServerTextClassifier.isOtherServer(text) { return unusable("the account lives on another server", said) }
    if ServerTextClassifier.isRefusal(text) || text.isEmpty { return wrongCredential(said) }
    // A no is a no: it is not asked again, whatever it means.
    return Verdict("probe-sign-in", "the server refuses the sign-in", said: said, reach: .credential)
  }

  private static func bad(_ text: String, _ said: ServerText) -> Verdict {
    if ServerTextClassifier.isUnconnected(text) { return unconnected(said) }
    if let verdict = mayPass(text, said) { return verdict }
    return Verdict(
      "probe-protocol",
      "the server does not understand the sign-in, perhaps for a character in the name or the password", said: said,
      reach: .credential)
  }

  private static func dropped(_ text: String, _ said: ServerText) -> Verdict {
    if let verdict = mayPass(text, said) { return verdict }
    return Verdict(
      "probe-undetermined",
      "the server hung up on the sign-in without an answer: it limits connections, has blocked this machine, or cannot set the account up",
      said: said, reach: .connection)
  }

  /// What may be otherwise in a while. A text that could mean a refused credential, too, is no reason to send that
  /// again.
  private static func mayPass(_ text: String, _ said: ServerText) -> Verdict? {
    if ServerTextClassifier.isLocked(text) { return unusable("the account is locked or disabled", said) }
    if ServerTextClassifier.isThrottling(text) { return throttled(text, said) }
    guard ServerTextClassifier.isTemporary(text) else {
      return ServerTextClassifier.saysTryAgain(text) && !ServerTextClassifier.isRefusal(text) ? temporary(said) : nil
    }
    var verdict = temporary(said)
    if ServerTextClassifier.isRefusal(text) { verdict.retry = .never }
    return verdict
  }

  private static func wrongCredential(_ said: ServerText) -> Verdict {
    Verdict("probe-sign-in", "the server refuses this name with this password", said: said, reach: .credential)
  }

  private static func unusable(_ message: String, _ said: ServerText) -> Verdict {
    Verdict("probe-account-unusable", message, said: said, reach: .credential)
  }

  private static func temporary(_ said: ServerText) -> Verdict {
    Verdict("probe-temporary", "the server cannot check the sign-in for the moment", said: said, retry: .fewTimes)
  }

  static func throttled(_ text: String, _ said: ServerText) -> Verdict {
    Verdict(
      "probe-throttled", "the server asks to come back later", said: said,
      retry: .slower(after: ServerTextClassifier.suggestedPause(text)))
  }

  /// A sign-in that was accepted, of an account that the server keeps slow (Gmail); nil for every other.
  static func slowness(_ signIn: Reply) -> Verdict? {
    guard signIn.isOK, signIn.code?.known == .throttled else { return nil }
    return Verdict(
      "probe-throttled", "the mailbox opens, but the server slows this account down", said: said(signIn),
      retry: .slower(after: nil))
  }

  /// Exchange's answer with at least three causes.
  static func unconnected(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-undetermined",
      "signed in, but there is no mailbox behind it: the admin has no rights on it, the password is wrong, or the service has blocked the account for a while",
      said: said)
  }
}
