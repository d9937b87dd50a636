/// What a session was at.
public enum Stage: String, Sendable, CaseIterable {
  case greeting, startTLS, tls, capability, signIn, mailbox, namespace, list, id, quota, search, logout
  /// The server has said goodbye, and is yet to close.
  case closing
}

/// How a stage ended.
public enum Outcome: Sendable, Hashable {
  case ok, no, bad
  /// The server said goodbye instead of an answer.
  case bye
  /// The connection was closed without a word.
  case closed
  case timedOut
  case protocolError(ProtocolError)
  /// Not asked at all; the session goes on.
  case refused(Refusal)
}

/// What a stage came to: a plain value that judges nothing.
public struct Reply: Sendable {
  /// Something the server said beside its answer: a warning, a fact about the mailbox, a goodbye.
  public struct Notice: Sendable {
    public var condition: Status.Condition
    public var code: ResponseCode?
    public var text: ServerText
  }

  public var stage: Stage
  public var outcome: Outcome
  /// The answer's, secrets masked.
  public var code: ResponseCode?
  /// The answer's text; without an answer, what the server last said or the beginning of what it was about to say.
  public var text: ServerText
  /// Untagged status responses, those without a code only if they are no `OK`.
  public var notices: [Notice]
  /// Names and values in it are the server's and may be anything: show them by ``Session/shown(_:)``.
  public var data: [ServerData]

  public init(
    stage: Stage, outcome: Outcome, code: ResponseCode? = nil, text: ServerText = ServerText(), notices: [Notice] = [],
    data: [ServerData] = []
  ) {
    self.stage = stage
    self.outcome = outcome
    self.code = code
    self.text = text
    self.notices = notices
    self.data = data
  }
}

extension Reply {
  public var isOK: Bool { outcome == .ok }

  /// Of EXAMINE: the number of messages.
  public var exists: UInt64? {
    data.lazy.compactMap { if case .exists(let count) = $0 { count } else { nil } }.last
  }

  /// Of EXAMINE: distinguishes a mailbox from another of the same name.
  public var uidValidity: UInt64? {
    notices.lazy.compactMap { $0.code?.known == .uidValidity ? $0.code?.number : nil }.last
  }

  /// Of LIST.
  public var mailboxes: [ListedMailbox] {
    data.compactMap { if case .mailbox(let mailbox) = $0 { mailbox } else { nil } }
  }

  /// Of STATUS, or of LIST that asked for it.
  public var statuses: [MailboxStatus] {
    data.compactMap { if case .status(let status) = $0 { status } else { nil } }
  }

  public var namespaces: Namespaces? {
    data.lazy.compactMap { if case .namespaces(let namespaces) = $0 { namespaces } else { nil } }.last
  }

  /// Of SEARCH.
  public var found: Int? {
    data.lazy.compactMap { if case .found(let count) = $0 { count } else { nil } }.last
  }

  public var quotas: [Quota] {
    data.compactMap { if case .quota(let quota) = $0 { quota } else { nil } }
  }

  /// Of ID; empty where the server does not say.
  public var serverID: [ServerID] {
    data.lazy.compactMap { if case .id(let fields) = $0 { fields } else { nil } }.last ?? []
  }
}
