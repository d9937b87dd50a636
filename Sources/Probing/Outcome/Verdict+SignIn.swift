import IMAP

extension Verdict {
  /// What the answer to a sign-in means; nil where the server accepted it.
  ///
  /// The code decides; the text only where no code does (RFC 5530 section 3). After BAD, or NO or BYE without a code,
  /// only a text that a server of `rules/servers/` is known to send for this is a reason to send the credential again.
  static func ofSignIn(_ reply: Reply, of row: RowWords = RowWords()) -> Verdict? {
    let said = said(reply)
    let text = ServerTextClassifier(reply.text.text, without: row)
    switch reply.outcome {
    case .ok: return nil
    case .no: return byCode(reply.code?.known, text, said) ?? blocked(reply, text, row) ?? byText(text, said)
    case .bad:
      var verdict = byCode(reply.code?.known, text, said)
      verdict?.retry = .never
      return blocked(reply, text, row) ?? byKnownText(text, said) ?? verdict ?? bad(text, said)
    case .bye, .closed:
      return byCode(reply.code?.known, text, said) ?? blocked(reply, text, row) ?? dropped(text, said)
    case .timedOut:
      // Nobody knows whether it was refused, here and where the connection is dropped: it is not sent again.
      return Verdict(
        "probe-undetermined",
        "no answer to the sign-in within the time allowed: the server is slow, or it delays the answers to guessers",
        said: said, reach: .connection)
    case .protocolError(let error): return Verdict(protocolError: error, at: .signIn, said: said)
    case .refused(let refusal): return Verdict(refusal: refusal)
    }
  }

  private static func byCode(
    _ code: ResponseCode.Known?, _ text: ServerTextClassifier, _ said: ServerText
  ) -> Verdict? {
    if text.needsAppPassword { return appPasswordNeeded(said) }
    switch code {
    case .webAlert: return webSignInNeeded(said)
    case .authorizationFailed:
      return Verdict(
        "probe-not-authorized",
        "the admin's credentials are right, but the mailbox does not exist or the admin may not open it", said: said,
        reach: .adminAccepted)
    case .expired: return expired(said)
    case .contactAdmin: return unusable("the account cannot be used as it is", said)
    case .privacyRequired: return needsTLS(said)
    case .unavailable, .inUse, .serverBug: return temporary(said)
    case .limit, .throttled: return throttled(text, said)
    case .referral: return onOtherServer(said)
    case .authenticationFailed where !text.isIMAPOff: return wrongCredential(said)
    default: return nil
    }
  }

  private static func byKnownText(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict? {
    switch text.known {
    case .temporary: temporary(said)
    case .throttled: throttled(text, said)
    case .blocked: blocked(said)
    case .refused: wrongCredential(said)
    case .locked: locked(said)
    case .expired: expired(said)
    case .imapOff: imapOff(said)
    case .appPassword: appPasswordNeeded(said)
    case .webSignIn: webSignInNeeded(said)
    case .tlsRequired: needsTLS(said)
    case .otherServer: onOtherServer(said)
    case .unconnected: unconnected(said)
    case nil: nil
    }
  }

  private static func byText(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict {
    if let verdict = byKnownText(text, said) { return verdict }
    if text.needsWebSignIn { return webSignInNeeded(said) }
    if text.isIMAPOff { return imapOff(said) }
    if text.isExpired { return expired(said) }
    if text.needsTLS { return needsTLS(said) }
    if text.isUnconnected { return unconnected(said) }
    if let verdict = passing(text, said) { return verdict }
    if text.isOtherServer { return onOtherServer(said) }
    if text.isRefusal || text.isEmpty { return wrongCredential(said) }
    // A no is a no: it is not asked again, whatever it means.
    return Verdict("probe-sign-in", "the server refuses the sign-in", said: said, reach: .credential)
  }

  private static func bad(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict {
    if text.isUnconnected { return unconnected(said) }
    if let verdict = passing(text, said) { return verdict }
    return Verdict(
      "probe-protocol",
      "the server does not understand the sign-in, perhaps for a character in the name or the password", said: said,
      reach: .credential)
  }

  private static func dropped(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict {
    if let verdict = byKnownText(text, said) ?? passing(text, said) { return verdict }
    return Verdict(
      "probe-undetermined",
      "the server closed the connection without an answer to the sign-in: it limits connections, "
        + "has blocked this machine, or cannot set the account up",
      said: said, reach: .connection)
  }

  /// What may be otherwise in a while, by words that no server is known for: the credential may have been refused, and
  /// is not sent again.
  private static func passing(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict? {
    if text.isLocked { return locked(said) }
    var verdict: Verdict?
    if text.isThrottling {
      verdict = throttled(text, said)
    } else if text.isTemporary || text.saysTryAgain && !text.isRefusal {
      verdict = temporary(said)
    }
    verdict?.retry = .never
    return verdict
  }

  /// Where the answer, or a line before it, is about too many failed attempts from this address.
  private static func blocked(_ reply: Reply, _ text: ServerTextClassifier, _ row: RowWords) -> Verdict? {
    for notice in reply.notices where notice.condition != .ok {
      let text = ServerTextClassifier(notice.text.text, without: row)
      if text.isAttemptLimit || text.known == .blocked { return blocked(notice.text) }
    }
    return text.isAttemptLimit && !text.isLocked ? blocked(said(reply)) : nil
  }

  static func blocked(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-not-tried", "not tried: the server blocks this machine for now, after too many rejected sign-ins",
      said: said,
      reach: .blocked)
  }

  /// The same of a verdict that several accounts got which were not tried before.
  static func blocked(saying verdict: Verdict) -> Verdict {
    var blocked = blocked(ServerText())
    (blocked.said, blocked.isSaidWithoutTLS) = (verdict.said, verdict.isSaidWithoutTLS)
    return blocked
  }

  /// A connection that fails once sign-ins were refused.
  var asBlock: Verdict {
    var verdict = self
    verdict.rule = "probe-not-tried"
    verdict.message = "not tried: the server appears to block this machine (\(message))"
    return verdict
  }

  private static func wrongCredential(_ said: ServerText) -> Verdict {
    Verdict("probe-sign-in", "sign-in rejected: wrong sign-in name or password", said: said, reach: .credential)
  }

  private static func unusable(_ message: String, _ said: ServerText) -> Verdict {
    Verdict("probe-account-unusable", message, said: said, reach: .credential)
  }

  private static func locked(_ said: ServerText) -> Verdict {
    var verdict = unusable("the account is locked or disabled", said)
    verdict.isLock = true
    return verdict
  }

  private static func expired(_ said: ServerText) -> Verdict { unusable("the password has expired", said) }

  private static func imapOff(_ said: ServerText) -> Verdict { unusable("IMAP is off for this user", said) }

  private static func onOtherServer(_ said: ServerText) -> Verdict {
    unusable("the account is on another server", said)
  }

  private static func appPasswordNeeded(_ said: ServerText) -> Verdict {
    unusable("an app password is needed: the account has two-step verification", said)
  }

  private static func webSignInNeeded(_ said: ServerText) -> Verdict {
    unusable("the account needs a sign-in in a web browser first", said)
  }

  private static func needsTLS(_ said: ServerText) -> Verdict {
    Verdict("probe-sign-in-disabled", "the server accepts no sign-in without TLS", said: said, reach: .server)
  }

  private static func temporary(_ said: ServerText) -> Verdict {
    Verdict("probe-temporary", "the server temporarily cannot check the sign-in", said: said, retry: .fewTimes)
  }

  static func throttled(_ text: ServerTextClassifier, _ said: ServerText) -> Verdict {
    Verdict(
      "probe-throttled", "the server asks to come back later", said: said, retry: .slower(after: text.suggestedPause))
  }

  /// A sign-in that was accepted, of an account that the server keeps slow (Gmail); nil for every other.
  static func slowness(_ signIn: Reply) -> Verdict? {
    guard signIn.isOK, signIn.code?.known == .throttled else { return nil }
    return Verdict(
      "probe-throttled", "the mailbox opens, but the server throttles this account", said: said(signIn),
      retry: .slower(after: nil))
  }

  /// Exchange's answer with at least three causes.
  static func unconnected(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-undetermined",
      "signed in, but there is no mailbox behind it: the admin has no rights on it, the password is wrong, "
        + "or the service has blocked the account for a while",
      said: said)
  }

  /// A refusal of an access token, in the words that the server gives for it.
  static func ofToken(_ refusal: Verdict, _ reply: Reply) -> Verdict {
    guard refusal.reach == .credential, let token = TokenRefusal(reply) else { return refusal }
    var verdict = refusal
    verdict.message = token.message
    return verdict
  }

  /// A refusal of a credential that this server may have read otherwise than it was meant.
  static func ambiguous(_ refusal: Verdict) -> Verdict {
    var verdict = refusal
    verdict.rule = "probe-undetermined"
    verdict.message =
      "refused: the password is wrong, or the server does not read characters beyond ASCII as UTF-8 "
      + "(it offers no AUTH=PLAIN)"
    return verdict
  }
}
