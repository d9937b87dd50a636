/// Understanding what came.
extension Session {
  /// - Parameter rest: how many octets came behind the response.
  mutating func handle(_ response: Response, rest: Int) throws(ProtocolError) {
    if case .greeting = state { return greet(response) }
    switch response {
    case .untagged(let status): note(status)
    case .data(let data): keep(data)
    case .continuation(let text): try proceed(text)
    case .unreadable(let line): end(.protocolError(.unreadable), shownOfUnanswered(line))
    case .tagged(let tag, let status):
      guard let first = queue.first, let expected = first.tag, tag.elementsEqual(expected.utf8) else {
        return end(.protocolError(.foreignTag), shownOfUnanswered(response.line))
      }
      receivedOctets = rest
      answer(first, status)
    }
  }

  private mutating func greet(_ response: Response) {
    guard case .untagged(let status) = response else { return refuseGreeting(response.line) }
    greeting = shown(status.text)
    switch status.condition {
    case .preauth: end(.refused(.preauthenticated), greeting)
    case .bye: end(.bye, code: masked(status.code), greeting)
    case .no: end(.no, code: masked(status.code), greeting)
    case .bad: end(.bad, code: masked(status.code), greeting)
    case .ok:
      state = .running
      waits += 1
      learn(status.code)
      guard options.security == .startTLS else {
        return capabilities == nil ? ask(.capability, for: .capabilities) : open()
      }
      if capabilities?.contains("STARTTLS") == true {
        askForTLS()
      } else {
        ask(.capability, for: .startTLSOffer)
      }
    }
  }

  mutating func refuseGreeting(_ line: [UInt8]) {
    end(.protocolError(.notIMAP(Service(firstLine: line))), shown(line.withoutLineEnd))
  }

  private mutating func note(_ status: Status) {
    learn(status.code)
    let (code, text) = shown(status, to: queue.first)
    let notice = Reply.Notice(condition: status.condition, code: code, text: text)
    if status.condition == .bye {
      goodbye = notice
      waits += 1
    }
    guard !queue.isEmpty, queue[0].notices.count < options.limits.notices, status.condition != .ok || status.code != nil
    else { return }
    queue[0].notices.append(notice)
  }

  private mutating func keep(_ data: ServerData) {
    if case .capabilities(let found) = data { learn(found) }
    guard !queue.isEmpty else { return }
    if case .other(let text) = data {
      // hMailServer says in a line of its own why the sign-in fails.
      guard queue[0].stage == .signIn, queue[0].notices.count < options.limits.notices else { return }
      queue[0].notices.append(Reply.Notice(condition: .no, code: nil, text: shown(text)))
    } else {
      queue[0].data.append(data)
    }
  }

  private mutating func learn(_ code: ResponseCode?) {
    if code?.known == .capability { learn(Capabilities(code!.argument)) }
  }

  private mutating func learn(_ found: Capabilities) {
    capabilities = found
    renewed = found
  }

  /// A parser's error after a sign-in may repeat what is left of the password: it is dropped where it shares anything
  /// with it.
  private func shown(_ status: Status, to request: Request?) -> (code: ResponseCode?, text: ServerText) {
    let isParserError = request?.stage == .signIn && status.condition == .bad
    guard isParserError,
      redactor.sharesAnything(with: status.code?.argument ?? []) || redactor.sharesAnything(with: status.text)
    else { return (masked(status.code), shown(status.text)) }
    return (masked(status.code.map { ResponseCode($0.name) }), ServerText(isProtected: isProtected))
  }

  /// What came while an answer was awaited and is none; it, too, may repeat what is left of a password.
  func shownOfUnanswered(_ bytes: some Collection<UInt8>) -> ServerText {
    let isSuspect = queue.first?.stage == .signIn && redactor.sharesAnything(with: Array(bytes))
    return isSuspect ? ServerText(isProtected: isProtected) : shown(bytes)
  }

  private func masked(_ code: ResponseCode?) -> ResponseCode? {
    code.map { ResponseCode(masking: $0, by: redactor) }
  }

  private mutating func answer(_ request: Request, _ status: Status) {
    learn(status.code)
    let outcome: Outcome =
      switch status.condition {
      case .ok: .ok
      case .no: .no
      default: .bad
      }
    let (code, text) = shown(status, to: request)
    let reply = request.reply(outcome, code: code, text: text)
    if outcome != .ok, let other = request.withFallback {
      queue[0] = other
      return send()
    }
    switch request.purpose {
    case .caller:
      if case .signIn = request.content, outcome == .ok {
        isSignedIn = true
        capabilities = renewed
      }
      answerFirst(reply)
      if request.stage == .logout { return end(.closed, reply.text) }
      send()
    case .startTLSOffer, .startTLS, .capabilities:
      guard outcome == .ok else { return end(outcome, code: reply.code, reply.text) }
      if case .startTLSOffer = request.purpose, capabilities?.contains("STARTTLS") != true {
        return end(.refused(.startTLSNotOffered), reply.text)
      }
      queue.removeFirst()
      receivedResponses = 0
      waits += 1
      switch request.purpose {
      case .startTLS: beginHandshake()
      case .capabilities: open(reply)
      default: askForTLS()
      }
    }
  }

  private mutating func open(_ reply: Reply? = nil) {
    isOpen = true
    actions.append(.opened(reply ?? Reply(stage: .capability, outcome: .ok, text: greeting)))
    send()
  }
}

extension Response {
  /// The line as far as it identifies the sender.
  var line: [UInt8] {
    switch self {
    case .untagged(let status): status.text
    case .tagged(let tag, let status): tag + Array(" \(status.condition.rawValue.uppercased()) ".utf8) + status.text
    case .continuation(let text): Array("+ ".utf8) + text
    case .data(.other(let text)): Array("* ".utf8) + text
    case .data: []
    case .unreadable(let line): line
    }
  }
}
