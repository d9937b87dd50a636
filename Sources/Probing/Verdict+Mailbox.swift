import IMAP

extension Verdict {
  /// What the answer to EXAMINE means.
  static func ofMailbox(_ reply: Reply) -> Verdict {
    let said = said(reply)
    let text = reply.text.text
    switch reply.outcome {
    case .ok: return .good
    case .no, .bad: break
    case .bye, .closed:
      return Verdict(
        "probe-temporary", "signed in, and the server hung up before the mailbox was open", said: said, retry: .once,
        reach: .adminAccepted)
    case .timedOut:
      return Verdict(
        "probe-temporary", "signed in, and the mailbox was not open in the time allowed", said: said, retry: .once,
        reach: .adminAccepted)
    case .protocolError(let error): return Verdict(protocolError: error, at: .mailbox, said: said)
    case .refused(let refusal): return Verdict(refusal: refusal)
    }
    if ServerTextClassifier.isUnconnected(text) {
      var verdict = unconnected(said)
      verdict.retry = .once
      return verdict
    }
    switch reply.code?.known {
    case .nonExistent: return missing(said)
    case .noPermission: return denied(said)
    case .serverBug, .corruption, .unavailable: return broken(said)
    case .cannot: return badName(said)
    case .limit, .throttled: return throttled(text, said)
    default: break
    }
    if ServerTextClassifier.isThrottling(text) { return throttled(text, said) }
    if ServerTextClassifier.isDenied(text) { return denied(said) }
    if ServerTextClassifier.isMissing(text) { return missing(said) }
    if ServerTextClassifier.isInvalidName(text) { return badName(said) }
    return broken(said)
  }

  private static func missing(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-mailbox-missing", "signed in, but there is no such mailbox, or this sign-in may not see it", said: said,
      reach: .adminAccepted)
  }

  private static func denied(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-not-authorized", "signed in, but this sign-in may not open the mailbox", said: said, reach: .adminAccepted)
  }

  private static func broken(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-mailbox-broken", "signed in, but the server cannot open the mailbox", said: said, retry: .once,
      reach: .adminAccepted)
  }

  private static func badName(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-root-missing", "the server takes the root for no name of a mailbox", said: said, reach: .adminAccepted)
  }
}
