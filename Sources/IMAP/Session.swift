import Platform

/// One connection to a server: what came in goes in, what is to be done comes out. It does no I/O and knows no clock.
///
/// Whoever drives it reports what happens (``connected()``, ``received(_:)``, …) and then carries out what
/// ``nextAction()`` gives, until it gives nothing. The first thing that is reported is ``Action/opened(_:)``; after
/// that every request is answered by one ``Action/replied(_:)``, in the order of the requests, also when the session is
/// over.
///
/// It keeps a credential off an unprotected connection, never answers `LOGINDISABLED` with LOGIN, takes nothing over
/// from before TLS, and asks again what the server can do after TLS and after the sign-in.
public struct Session: Sendable {
  /// How the connection is protected.
  public enum Security: Sendable, Hashable {
    /// TLS from the first byte (RFC 8314).
    case implicit
    /// Plain at first, then TLS, always.
    case startTLS
    case none
  }

  public struct Options: Sendable {
    public var security: Security
    /// Whether credentials may go over a connection without TLS.
    public var allowsPlainText: Bool
    public var limits: Limits

    public init(security: Security, allowsPlainText: Bool = false, limits: Limits = Limits()) {
      self.security = security
      self.allowsPlainText = allowsPlainText
      self.limits = limits
    }
  }

  public enum Action: Sendable {
    case send(Secret)
    /// Begin the TLS handshake; then ``tlsEstablished()``.
    case startTLS
    case close
    /// Ready to sign in where the outcome is `ok`; otherwise the session is over.
    case opened(Reply)
    case replied(Reply)
  }

  /// What the driver waits for: when it changes, the time-out begins anew.
  public struct Wait: Sendable, Hashable {
    public var stage: Stage
    let number: Int
  }

  enum State: Sendable {
    case unconnected, handshake, greeting, running
    case over(Outcome, ResponseCode?, ServerText)
  }

  let options: Options
  var state = State.unconnected
  var isOpen = false
  var isSignedIn = false
  var isProtected = false
  var reader: ResponseReader
  var actions: [Action] = []
  var queue: [Request] = []
  var redactor = Redactor()
  var lastTag = 0
  var waits = 0
  /// Since the last answer.
  var receivedOctets = 0
  var receivedResponses = 0
  var goodbye: Reply.Notice?
  /// What the server said it can do since the credential was sent.
  var renewed: Capabilities?

  /// What the server can do; nil where it has not said so since TLS or the sign-in.
  public internal(set) var capabilities: Capabilities?
  public internal(set) var greeting = ServerText()

  public init(_ options: Options) {
    self.options = options
    reader = ResponseReader(limit: options.limits.response)
  }

  /// What is to be done next; nil when nothing is.
  public mutating func nextAction() -> Action? { actions.isEmpty ? nil : actions.removeFirst() }

  /// Nil when nothing is awaited.
  public var wait: Wait? {
    let stage: Stage? =
      switch state {
      case .unconnected, .over: nil
      case .handshake: .tls
      case .greeting: .greeting
      case .running: goodbye != nil ? .closing : queue.first?.stage
      }
    return stage.map { Wait(stage: $0, number: waits) }
  }

  /// Bytes of the server as they may be shown: secrets masked, control characters visible, of bounded length.
  public func shown(_ bytes: some Collection<UInt8>) -> ServerText {
    let limit = options.limits.shownText
    // Four bytes make a character at most, and what is masked and left out need not be looked at.
    return ServerText(showing: redactor.masked(Array(bytes.prefix(limit * 4))), limit: limit, isProtected: isProtected)
  }

  // MARK: What happens

  public mutating func connected() {
    guard case .unconnected = state else { return }
    if options.security == .implicit { beginHandshake() } else { state = .greeting }
  }

  public mutating func tlsEstablished() {
    guard case .handshake = state else { return }
    isProtected = true
    capabilities = nil
    if options.security == .implicit {
      state = .greeting
    } else {
      state = .running
      ask(.capability, for: .capabilities)
    }
    waits += 1
  }

  /// - Parameter bytes: those that came instead of a TLS record.
  public mutating func plainTextInsteadOfTLS(_ bytes: some Collection<UInt8>) {
    guard case .handshake = state else { return }
    end(.protocolError(.plainTextInsteadOfTLS(Service(firstLine: bytes))), shown(Array(bytes).withoutLineEnd))
  }

  public mutating func disconnected() {
    if case .greeting = state, !reader.partial.isEmpty { return refuseGreeting(reader.partial) }
    end(.closed, shownOfUnanswered(reader.partial))
  }

  /// What ``wait`` names did not come in time.
  public mutating func deadlinePassed() { end(.timedOut, shownOfUnanswered(reader.partial)) }

  public mutating func received(_ bytes: UnsafeRawBufferPointer) {
    var input = bytes
    receivedOctets += input.count
    while true {
      switch state {
      case .unconnected, .over: return
      case .handshake:
        if !input.isEmpty { end(.protocolError(.bytesBeforeHandshake), shown(input)) }
        return
      case .greeting:
        if reader.partial.isEmpty, let first = input.first, Service.isTLS(first) {
          return refuseGreeting(Array(input.prefix(64)))
        }
      case .running: break
      }
      do throws(ProtocolError) {
        guard let response = try reader.next(&input) else { break }
        try count()
        try handle(response, rest: input.count)
      } catch {
        return end(.protocolError(error), shownOfUnanswered(reader.partial))
      }
    }
    let limit = isSignedIn ? options.limits.octets : options.limits.octetsBeforeSignIn
    if receivedOctets > limit { end(.protocolError(.tooManyOctets(limit: limit)), shownOfUnanswered(reader.partial)) }
  }

  private mutating func count() throws(ProtocolError) {
    receivedResponses += 1
    let limit = isSignedIn ? options.limits.responses : options.limits.responsesBeforeSignIn
    if receivedResponses > limit { throw .tooManyResponses(limit: limit) }
  }

  // MARK: What is asked

  /// Signs in. One credential a session: servers do not let go of the first.
  public mutating func signIn(_ credential: Credential) {
    mask(credential.secret)
    enqueue(Request(.signIn(credential), stage: .signIn))
  }

  /// Masks this secret in all that is shown from now on, though it is not sent: a server may know it from another
  /// session.
  public mutating func mask(_ secret: Secret) { redactor.add(secret) }

  /// Asks the server. Requests may be made at any time; they are sent together where nothing speaks against it.
  public mutating func request(_ command: Command) { enqueue(Request(.command(command), stage: command.stage)) }

  /// Ends the session without a word to the server.
  public mutating func abandon() { end(.closed, ServerText(isProtected: isProtected)) }

  // MARK: The end

  /// Every request that is unanswered, and every later one, is answered with the outcome; where the server said
  /// goodbye before it fell silent, with that.
  mutating func end(_ outcome: Outcome, code: ResponseCode? = nil, _ text: ServerText) {
    if case .over = state { return }
    if let goodbye, outcome == .closed || outcome == .timedOut {
      // LOGOUT is done by the goodbye: some servers close without answering it.
      if queue.first?.stage == .logout { answerFirst(queue[0].reply(.ok, text: goodbye.text)) }
      return finish(.bye, goodbye.code, goodbye.text)
    }
    finish(outcome, code, text)
  }

  private mutating func finish(_ outcome: Outcome, _ code: ResponseCode?, _ text: ServerText) {
    let stage = queue.first { $0.isOpening }?.stage ?? wait?.stage ?? .greeting
    state = .over(outcome, code, text)
    actions.removeAll {
      switch $0 {
      case .send, .startTLS: true
      default: false
      }
    }
    if !isOpen {
      actions.append(.opened(Reply(stage: stage, outcome: outcome, code: code, text: text)))
      queue.removeAll { $0.isOpening }
    }
    while let request = queue.first { answerFirst(request.reply(outcome, code: code, text: text)) }
    actions.append(.close)
  }

  mutating func beginHandshake() {
    state = .handshake
    waits += 1
    actions.append(.startTLS)
  }
}

extension [UInt8] {
  var withoutLineEnd: [UInt8] {
    self.last == 0x0A ? Array(dropLast(dropLast().last == 0x0D ? 2 : 1)) : self
  }
}
