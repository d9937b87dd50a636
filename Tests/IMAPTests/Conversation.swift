import IMAP
import Platform

/// A session on a string: what it does is written down line by line.
struct Conversation {
  var session: Session
  /// `> sent`, `tls`, `close`, `opened STAGE OUTCOME [CODE] text`, `replied …`.
  private(set) var log: [String] = []
  private(set) var replies: [Reply] = []

  init(_ security: Session.Security = .implicit, allowsPlainText: Bool = false, limits: Limits = Limits()) {
    session = Session(Session.Options(security: security, allowsPlainText: allowsPlainText, limits: limits))
    session.connected()
    write()
  }

  /// Over TLS, past the greeting.
  static func open(_ capabilities: String = "IMAP4rev1 AUTH=PLAIN SASL-IR", limits: Limits = Limits()) -> Conversation {
    var conversation = Conversation(limits: limits)
    conversation.establishTLS()
    conversation.hear("* OK [CAPABILITY \(capabilities)] ready")
    conversation.log = []
    return conversation
  }

  /// Over TLS, signed in as alberta.
  static func signedIn(_ capabilities: String = "IMAP4rev1 LITERAL+", limits: Limits = Limits()) -> Conversation {
    var conversation = open(capabilities, limits: limits)
    conversation.signIn("alberta@contoso.com", "Wren-4821")
    conversation.hear("A1 OK [CAPABILITY \(capabilities)] Logged in")
    conversation.log = []
    conversation.replies = []
    return conversation
  }

  mutating func establishTLS() {
    session.tlsEstablished()
    write()
  }

  /// A line of the server's.
  mutating func hear(_ line: String) { hear(bytes: Array(line.utf8) + [0x0D, 0x0A]) }

  mutating func hear(bytes: [UInt8]) {
    bytes.withUnsafeBytes { session.received($0) }
    write()
  }

  mutating func signIn(_ name: String, _ password: String, _ method: Credential.Method = .automatic) {
    session.signIn(Credential(userName: name, secret: Secret(password), method: method))
    write()
  }

  mutating func request(_ command: Command) {
    session.request(command)
    write()
  }

  mutating func disconnect() {
    session.disconnected()
    write()
  }

  mutating func runOutOfTime() {
    session.deadlinePassed()
    write()
  }

  mutating func speakPlainText(_ text: String) {
    session.plainTextInsteadOfTLS(text.utf8)
    write()
  }

  /// What was written since the last time.
  mutating func news() -> [String] {
    defer { log = [] }
    return log
  }

  private mutating func write() {
    while let action = session.nextAction() {
      switch action {
      case .send(let message):
        log.append("> " + message.withBytes { String(decoding: $0, as: UTF8.self).replacing("\r\n", with: "⏎") })
      case .startTLS: log.append("tls")
      case .close: log.append("close")
      case .opened(let reply): log.append("opened \(reply.line)")
      case .replied(let reply):
        replies.append(reply)
        log.append("replied \(reply.line)")
      }
    }
  }
}

extension Reply {
  var line: String {
    let code = code.map {
      "[\($0.name)\($0.argument.isEmpty ? "" : " " + String(decoding: $0.argument, as: UTF8.self))]"
    }
    return ["\(stage)", "\(outcome)", code, text.text].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// All responses in some bytes, taken in pieces that a generator cuts.
func responses(in bytes: [UInt8], limit: Int = 65_536, cut: (Int) -> Int = { $0 }) throws -> [Response] {
  var reader = ResponseReader(limit: limit)
  var found: [Response] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    let piece = Array(rest.prefix(max(1, cut(rest.count))))
    rest = rest.dropFirst(piece.count)
    try piece.withUnsafeBytes { whole in
      var input = whole
      while let response = try reader.next(&input) { found.append(response) }
    }
  }
  return found
}
