import IMAP

extension Verdict {
  /// What the answer to EXAMINE means.
  static func ofMailbox(_ reply: Reply, of row: RowWords = RowWords()) -> Verdict {
    let said = said(reply)
    let text = ServerTextClassifier(reply.text.text, without: row)
    switch reply.outcome {
    case .ok: return .good
    case .no, .bad: break
    case .bye, .closed:
      return Verdict(
        "probe-temporary", "signed in, but the server closed the connection before the mailbox opened", said: said,
        retry: .once,
        reach: .adminAccepted)
    case .timedOut:
      return Verdict(
        "probe-temporary", "signed in, but opening the mailbox timed out", said: said, retry: .once,
        reach: .adminAccepted)
    case .protocolError(let error): return Verdict(protocolError: error, at: .mailbox, said: said)
    case .refused(let refusal): return Verdict(refusal: refusal)
    }
    if text.isUnconnected {
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
    if text.isThrottling { return throttled(text, said) }
    if text.isDenied { return denied(said) }
    if text.isMissing { return missing(said) }
    if text.isInvalidName { return badName(said) }
    return broken(said)
  }

  private static func missing(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-mailbox-missing", "signed in, but the mailbox does not exist or is not visible", said: said,
      reach: .adminAccepted)
  }

  private static func denied(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-not-authorized", "signed in, but access to the mailbox is denied", said: said, reach: .adminAccepted)
  }

  private static func broken(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-mailbox-broken", "signed in, but the server cannot open the mailbox", said: said, retry: .once,
      reach: .adminAccepted)
  }

  private static func badName(_ said: ServerText) -> Verdict {
    Verdict(
      "probe-root-missing", "the server does not accept the root as a mailbox name", said: said, reach: .adminAccepted)
  }
}
