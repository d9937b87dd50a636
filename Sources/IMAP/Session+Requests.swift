import Platform

/// Sending requests.
extension Session {
  /// Requests on their way at once: more gain nothing, and servers stop reading.
  private static let mostInFlight = 64

  mutating func enqueue(_ request: Request) {
    queue.append(request)
    if case .over(let outcome, let code, let text) = state {
      return answerFirst(request.reply(outcome, code: code, text: text))
    }
    send()
  }

  mutating func ask(_ command: Command, for purpose: Request.Purpose) {
    queue.insert(Request(.command(command), stage: command.stage, purpose: purpose), at: 0)
    send()
  }

  mutating func askForTLS() {
    queue.insert(Request(.startTLS, stage: .startTLS, purpose: .startTLS), at: 0)
    send()
  }

  /// Sends what may be sent: the first request, and those behind it that need not wait for its answer.
  mutating func send() {
    guard case .running = state, goodbye == nil else { return }
    var place = 0
    while place < min(queue.count, Self.mostInFlight) {
      if queue[place].tag == nil {
        guard isOpen || queue[place].isOpening else { return }
        guard let parts = prepare(place) else {
          // Refused, and answered when it is the first.
          guard place == 0 else { return }
          continue
        }
        guard place == 0 || parts.count == 1 else { return }
        queue[place].tag = "A\(lastTag + 1)"
        lastTag += 1
        queue[place].unsent = parts.dropFirst()
        actions.append(.send(parts[0]))
        if place == 0 { waits += 1 }
      }
      guard queue[place].letsOthersPass else { return }
      place += 1
    }
  }

  /// What the request is sent as; nil where it is refused, or must wait until it is the first.
  private mutating func prepare(_ place: Int) -> [Secret]? {
    let tag = "A\(lastTag + 1)"
    let known = capabilities ?? Capabilities([])
    do throws(Refusal) {
      switch queue[place].content {
      case .startTLS: return [Secret("\(tag) STARTTLS\r\n")]
      case .command(let command): return try command.parts(tag: tag, capabilities: known, limit: options.limits.command)
      case .signIn(let credential):
        guard place == 0 else { return nil }
        let plan = try SignIn.plan(
          credential, tag: tag,
          on: SignIn.Connection(
            capabilities: known, isProtected: isProtected, allowsPlainText: options.allowsPlainText,
            limit: options.limits.command))
        plan.message.map { redactor.addBase64($0) }
        queue[place].afterLast = plan.afterLast
        queue[place].fallback = plan.fallback
        renewed = nil
        return plan.parts
      }
    } catch {
      if place == 0 { answerFirst(queue[0].reply(.refused(error), text: ServerText())) }
      return nil
    }
  }

  /// The server is ready for more.
  mutating func proceed(_ challenge: [UInt8]) throws(ProtocolError) {
    guard !queue.isEmpty else { throw .unexpectedContinuation }
    if let part = queue[0].unsent.popFirst() {
      actions.append(.send(part))
    } else if let last = queue[0].afterLast.take() {
      let text = Base64.decode(challenge) ?? challenge
      if !text.isEmpty { queue[0].notices.append(Reply.Notice(condition: .no, code: nil, text: shown(text))) }
      actions.append(.send(last))
    } else {
      throw .unexpectedContinuation
    }
    send()
  }

  /// Takes the first request out and reports its reply.
  mutating func answerFirst(_ reply: Reply) {
    queue.removeFirst()
    waits += 1
    receivedResponses = 0
    actions.append(.replied(reply))
  }
}
