import Platform

extension SandboxConnection {
  func perform(_ command: Command) {
    let (tag, arguments) = (command.tag, command.arguments)
    switch command.name {
    case "CAPABILITY":
      send("* CAPABILITY \(capabilities.text)\r\n")
      complete(command)
    case "NOOP": complete(command)
    case "LOGOUT":
      send(
        personality.text(.bye) + "\r\n" + fill("\(tag) \(personality.text(.completed))\r\n", names(of: command)),
        thenClose: true)
      expectation = .nothing
    case "ID":
      guard let id = personality.id, offers("ID") else { return fail(tag, .badCommand, names(of: command)) }
      send("* ID (\(id))\r\n")
      complete(command)
    case "STARTTLS" where arguments.isEmpty: startTLS(tag)
    case "LOGIN" where identity == nil:
      guard arguments.count == 2, let name = arguments[0].astring, let password = arguments[1].astring else {
        return fail(tag, .badArguments, names(of: command, problem: "Invalid characters in atom"))
      }
      guard isSecure || !state.needsTLS else { return reply(tag, .tlsForLogin) }
      signIn(Credential(tag: tag, name: name, password: password), isLogin: true)
    case "AUTHENTICATE" where identity == nil: authenticate(command)
    default:
      guard identity != nil else { return fail(tag, .badCommand, names(of: command)) }
      performSignedIn(command)
    }
  }

  func complete(_ command: Command) { reply(command.tag, .completed, names(of: command)) }

  func names(of command: Command, problem: String = "Invalid arguments", mailbox: String = "") -> [String: String] {
    [
      "tag": command.tag, "command": command.name,
      "Command": String(command.name.prefix(1)) + command.name.dropFirst().lowercased(), "problem": problem,
      "mailbox": mailbox,
    ]
  }

  // MARK: SASL

  private func authenticate(_ command: Command) {
    let (tag, arguments) = (command.tag, command.arguments)
    guard (1...2).contains(arguments.count), let mechanism = arguments.first?.word else {
      return fail(tag, .badArguments, names(of: command))
    }
    guard isSecure || !state.needsTLS else { return reply(tag, .tlsForAuthenticate) }
    guard ["PLAIN", "XOAUTH2"].contains(mechanism), offers("AUTH=\(mechanism)") else {
      return reply(tag, .unknownMechanism)
    }
    guard arguments.count == 2 else {
      expectation = .response(tag: tag, mechanism: mechanism)
      return send("+ \r\n")
    }
    guard offers("SASL-IR") || personality.toleratesInitialResponse else {
      return fail(tag, .badArguments, names(of: command, problem: "SASL-IR is not offered"))
    }
    let initial = arguments[1].bytes ?? []
    respond(tag, mechanism, initial == [UInt8(ascii: "=")] ? [] : initial)
  }

  func respond(_ tag: String, _ mechanism: String, _ line: [UInt8]) {
    if line == [UInt8(ascii: "*")] { return reply(tag, .cancelled) }
    guard let bytes = Base64.decodePadded(line) else { return reply(tag, .badBase64) }
    let credential = mechanism == "PLAIN" ? Credential(tag: tag, plain: bytes) : Credential(tag: tag, token: bytes)
    guard let credential else { return reply(tag, .authenticateRefused) }
    signIn(credential, isLogin: false)
  }

  // MARK: The sign-in

  private func signIn(_ credential: Credential, isLogin: Bool) {
    let isActing = personality.authorization == .honoured && credential.target != nil
    let account = state.directory.account(of: isActing ? credential.target! : credential.name)
    if let row = account.flatMap({ state.directory.accounts[$0].row }), let lines = state.refusal?(row) {
      record(credential, account, .refused, isFinal: true)
      return send(fill(lines, ["tag": credential.tag]))
    }
    var late: Int64 = 0
    var fault: FaultOrder?
    for order in state.plan.due(.signIn, account: account) {
      if case .answerLate = order.fault.action { late += Int64(order.number) } else if fault == nil { fault = order }
    }
    guard late > 0 else { return answer(credential, account, fault, isLogin: isLogin) }
    delay(.seconds(late)) { $0.answer(credential, account, fault, isLogin: isLogin) }
  }

  private func answer(_ credential: Credential, _ account: Int?, _ fault: FaultOrder?, isLogin: Bool) {
    guard let fault else { return conclude(credential, account, isLogin: isLogin, accepted: nil) }
    let outcome = SignInEvent.Outcome.fault(fault.fault.name)
    func text(_ text: String) -> String { fill(text, values(credential, fault, isLogin: isLogin)) }
    switch fault.fault.action {
    case .refuse(let lines):
      record(credential, account, fault.fault.name == "refused" ? .refused : outcome, isFinal: true)
      send(text(lines))
    case .answer(let lines):
      record(credential, account, outcome, isFinal: false)
      send(text(lines))
    case .answerAndClose(let lines):
      record(credential, account, outcome, isFinal: false)
      expectation = .nothing
      send(text(lines), thenClose: true)
    case .endless(let lines):
      record(credential, account, outcome, isFinal: false)
      expectation = .nothing
      writer.sendEndlessly(lines)
    case .accept(let lines): conclude(credential, account, isLogin: isLogin, accepted: text(lines))
    default: conclude(credential, account, isLogin: isLogin, accepted: nil)
    }
  }

  private func values(_ credential: Credential, _ fault: FaultOrder, isLogin: Bool) -> [String: String] {
    [
      "tag": credential.tag, "number": "\(fault.number)", "user": String(decoding: credential.name, as: UTF8.self),
      "password": String(decoding: credential.password, as: UTF8.self),
      "base64": Base64.encode([0] + credential.name + [0] + credential.password),
      "refused": personality.text(isLogin ? .refused : .authenticateRefused),
    ]
  }

  /// Whether the credential is right, and what follows from it.
  private func conclude(_ credential: Credential, _ account: Int?, isLogin: Bool, accepted: String?) {
    switch verdict(credential) {
    case .accepted(let identity):
      record(credential, account, .accepted, isFinal: false)
      self.identity = identity
      if let accepted { return send(accepted) }
      reply(
        credential.tag, isLogin ? .signedIn : .authenticated,
        ["user": String(decoding: credential.name, as: UTF8.self), "command": isLogin ? "LOGIN" : "AUTHENTICATE"])
    case .refused:
      record(credential, account, .refused, isFinal: true)
      if credential.isToken {
        // {"status":"400","schemes":"Bearer"}: the reason, which the client acknowledges with an empty line.
        expectation = .acknowledgement(tag: credential.tag, refusal: personality.text(.authenticateRefused))
        return send("+ \(Base64.encode(Array("{\"status\":\"400\",\"schemes\":\"Bearer\"}".utf8)))\r\n")
      }
      reply(credential.tag, isLogin ? .refused : .authenticateRefused)
    case .notAllowed:
      record(credential, account, .notAllowed, isFinal: true)
      reply(credential.tag, .notAllowed)
    case .actingRefused:
      record(credential, account, .refused, isFinal: true)
      reply(credential.tag, .actingRefused)
    }
  }

  private func verdict(_ credential: Credential) -> AccountDirectory.Verdict {
    if personality.requiresTokens, !credential.isToken { return .refused }
    guard let target = credential.target else { return state.directory.signIn(credential.name, credential.password) }
    return state.directory.signIn(credential.name, credential.password, for: target)
  }

  private func record(_ credential: Credential, _ account: Int?, _ outcome: SignInEvent.Outcome, isFinal: Bool) {
    let name = credential.target.map { $0 + [0] + credential.name } ?? credential.name
    state.record(name, credential.password, account: account, outcome: outcome, isFinal: isFinal, connection: number)
  }
}

/// What a client signs in with.
private struct Credential {
  var tag: String
  var name: [UInt8]
  var password: [UInt8]
  /// The authorization identity, where one was given.
  var target: [UInt8]?
  /// An OAuth token; the sandbox takes the account's password for one.
  var isToken = false

  init(tag: String, name: [UInt8], password: [UInt8]) {
    self.tag = tag
    self.name = name
    self.password = password
  }

  /// `[authzid] NUL authcid NUL passwd` (RFC 4616); nil for anything else.
  init?(tag: String, plain bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[1].isEmpty else { return nil }
    self.init(tag: tag, name: Array(parts[1]), password: Array(parts[2]))
    if !parts[0].isEmpty { target = Array(parts[0]) }
  }

  /// `user=NAME ^A auth=Bearer TOKEN ^A ^A`, the exchange of XOAUTH2; nil for anything else.
  init?(tag: String, token bytes: [UInt8]) {
    let parts = bytes.split(separator: 1).map { String(decoding: $0, as: UTF8.self) }
    guard parts.count == 2, parts[0].hasPrefix("user="), parts[1].lowercased().hasPrefix("auth=bearer ") else {
      return nil
    }
    self.init(tag: tag, name: Array(parts[0].utf8.dropFirst(5)), password: Array(parts[1].utf8.dropFirst(12)))
    isToken = true
  }
}
