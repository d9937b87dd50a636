import Platform

/// Something that is asked of the server, or will be.
struct Request: Sendable {
  enum Content: Sendable {
    case command(Command)
    case signIn(Credential)
    case startTLS
  }

  /// What the answer is for.
  enum Purpose: Sendable {
    case caller
    /// To find out, before TLS, whether STARTTLS is offered.
    case startTLSOffer
    case startTLS
    /// To know what the server can do before somebody signs in.
    case capabilities
  }

  let content: Content
  let stage: Stage
  let purpose: Purpose

  /// Nil until it is sent.
  var tag: String?
  var unsent: ArraySlice<Secret> = []
  var afterLast: Secret?
  /// Of a sign-in: how to make it where the server refuses the command before any of the secret was sent.
  var fallback: Credential.Method?
  var code: ResponseCode?
  var notices: [Reply.Notice] = []
  var data: [ServerData] = []

  init(_ content: Content, stage: Stage, purpose: Purpose = .caller) {
    self.content = content
    self.stage = stage
    self.purpose = purpose
  }

  var isOpening: Bool {
    if case .caller = purpose { false } else { true }
  }

  /// Whether another may be sent before this one's answer: nothing is to follow, and nothing changes by it.
  var letsOthersPass: Bool {
    guard case .command(let command) = content, tag != nil, unsent.isEmpty else { return false }
    return command.stage != .logout
  }

  /// The sign-in by its other method, where the server refused this one before any of the secret was sent.
  var withFallback: Request? {
    guard case .signIn(var credential) = content, let fallback, !unsent.isEmpty else { return nil }
    credential.method = fallback
    return Request(.signIn(credential), stage: stage)
  }

  func reply(_ outcome: Outcome, code: ResponseCode? = nil, text: ServerText) -> Reply {
    Reply(stage: stage, outcome: outcome, code: code, text: text, notices: notices, data: data)
  }
}
