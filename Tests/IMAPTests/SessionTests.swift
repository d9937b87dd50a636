import IMAP
import Testing

/// The order of things: greeting, TLS, capabilities, requests, the end.
@Suite struct SessionTests {
  @Test("implicit TLS: the greeting's capabilities are enough")
  func implicit() {
    var conversation = Conversation()
    #expect(conversation.session.wait?.stage == .tls)
    conversation.establishTLS()
    #expect(conversation.session.wait?.stage == .greeting)
    conversation.hear("* OK [CAPABILITY IMAP4rev1] ready")
    #expect(conversation.news() == ["tls", "opened capability ok ready"])
    #expect(conversation.session.wait == nil)
    #expect(conversation.session.greeting == ServerText("ready"))
  }

  @Test("a greeting without capabilities: they are asked for")
  func askedCapabilities() {
    var conversation = Conversation()
    conversation.establishTLS()
    conversation.hear("* OK ready")
    conversation.hear("* CAPABILITY IMAP4rev1 ID")
    conversation.hear("A1 OK done")
    #expect(conversation.news() == ["tls", "> A1 CAPABILITY⏎", "opened capability ok done"])
    #expect(conversation.session.capabilities == Capabilities(["IMAP4rev1", "ID"]))
  }

  @Test("STARTTLS: nothing from before is kept, and what came before is marked")
  func startTLS() {
    var conversation = Conversation(.startTLS)
    conversation.hear("* OK [CAPABILITY IMAP4rev1 STARTTLS LITERAL+ AUTH=PLAIN] ready")
    #expect(conversation.session.greeting == ServerText("ready", isProtected: false))
    conversation.hear("A1 OK begin")
    #expect(conversation.session.wait?.stage == .tls)
    conversation.establishTLS()
    #expect(conversation.session.capabilities == nil)
    conversation.hear("* CAPABILITY IMAP4rev1")
    conversation.hear("A2 OK done")
    #expect(conversation.news() == ["> A1 STARTTLS⏎", "tls", "> A2 CAPABILITY⏎", "opened capability ok done"])
    #expect(conversation.session.capabilities == Capabilities(["IMAP4rev1"]))
  }

  @Test("STARTTLS that the greeting does not name is asked after")
  func startTLSByCommand() {
    var conversation = Conversation(.startTLS)
    conversation.hear("* OK ready")
    conversation.hear("* CAPABILITY IMAP4rev1 starttls")
    conversation.hear("A1 OK done")
    #expect(conversation.news() == ["> A1 CAPABILITY⏎", "> A2 STARTTLS⏎"])
    var without = Conversation(.startTLS)
    without.hear("* OK [CAPABILITY IMAP4rev1] ready")
    without.hear("* CAPABILITY IMAP4rev1")
    without.hear("A1 OK done")
    #expect(
      without.news() == [
        "> A1 CAPABILITY⏎", "opened capability refused(IMAP.Refusal.startTLSNotOffered) done", "close",
      ])
  }

  @Test("a byte behind STARTTLS's OK ends the session, in the same piece or the next")
  func injection() {
    let expected = ["opened tls protocolError(IMAP.ProtocolError.bytesBeforeHandshake) * OK gotcha", "close"]
    for pieces in [["A1 OK begin\r\n* OK gotcha"], ["A1 OK begin\r\n", "* OK gotcha"]] {
      var conversation = Conversation(.startTLS)
      conversation.hear("* OK [CAPABILITY STARTTLS] ready")
      _ = conversation.news()
      for piece in pieces { conversation.hear(bytes: Array(piece.utf8)) }
      #expect(conversation.news().filter { $0 != "tls" } == expected)
      conversation.establishTLS()
      conversation.signIn("alberta", "Wren-4821")
      #expect(
        conversation.news() == ["replied signIn protocolError(IMAP.ProtocolError.bytesBeforeHandshake) * OK gotcha"])
    }
  }

  @Test("text instead of a handshake is told")
  func plainTextAfterStartTLS() {
    var conversation = Conversation(.startTLS)
    conversation.hear("* OK [CAPABILITY STARTTLS] ready")
    conversation.hear("A1 OK begin")
    _ = conversation.news()
    conversation.speakPlainText("NO STARTTLS failed: 500\r\n")
    #expect(
      conversation.news() == [
        "opened tls protocolError(IMAP.ProtocolError.plainTextInsteadOfTLS(IMAP.Service.prose)) NO STARTTLS failed: "
          + "500",
        "close",
      ])
  }

  @Test("STARTTLS refused")
  func startTLSRefused() {
    var conversation = Conversation(.startTLS)
    conversation.hear("* OK [CAPABILITY STARTTLS] ready")
    conversation.hear("A1 NO [UNAVAILABLE] not today")
    #expect(conversation.news().dropFirst() == ["opened startTLS no [UNAVAILABLE] not today", "close"])
  }

  static let greetings: [(String, String)] = [
    ("* BYE [LIMIT] Too many connections", "bye [LIMIT] Too many connections"),
    ("* PREAUTH hello", "refused(IMAP.Refusal.preauthenticated) hello"),
    ("* NO not today", "no not today"),
    ("+OK POP3 ready", "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.pop3)) +OK POP3 ready"),
    (
      "220 mail.contoso.com ESMTP",
      "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.smtp)) 220 mail.contoso.com ESMTP"
    ),
    (
      "HTTP/1.1 400 Bad Request",
      "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.http)) HTTP/1.1 400 Bad Request"
    ),
    ("SSH-2.0-OpenSSH_9.2", "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.ssh)) SSH-2.0-OpenSSH_9.2"),
    ("\u{15}\u{3}\u{1}", "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.tls)) ^U^C^A"),
    (
      "Your address is blocked. * BYE",
      "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.prose)) Your address is blocked. * BYE"
    ),
    (
      "* Too many invalid logon attempts.",
      "protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.prose)) * Too many invalid logon attempts."
    ),
  ]

  @Test("greetings that end it", arguments: greetings)
  func greeting(_ line: String, _ expected: String) {
    for ending in ["\r\n", "\n"] {
      for security in [Session.Security.startTLS, .none] {
        var conversation = Conversation(security)
        conversation.hear(bytes: Array((line + ending).utf8))
        #expect(conversation.news() == ["opened greeting \(expected)", "close"])
      }
    }
  }

  @Test("a greeting that breaks off, or never comes")
  func noGreeting() {
    var silent = Conversation(.none)
    silent.runOutOfTime()
    #expect(silent.news() == ["opened greeting timedOut", "close"])
    var closed = Conversation(.none)
    closed.disconnect()
    #expect(closed.news() == ["opened greeting closed", "close"])
    var broken = Conversation(.none)
    broken.hear(bytes: Array("Blocked".utf8))
    broken.disconnect()
    #expect(
      broken.news() == [
        "opened greeting protocolError(IMAP.ProtocolError.notIMAP(IMAP.Service.prose)) Blocked", "close",
      ])
  }

  @Test("capabilities after the sign-in: in the answer, beside it, or unknown")
  func renewedCapabilities() {
    for (lines, expected) in [
      (["A1 OK [CAPABILITY IMAP4rev1 ESEARCH] in"], Capabilities(["IMAP4rev1", "ESEARCH"])),
      (["* CAPABILITY IMAP4rev1 QUOTA", "A1 OK in"], Capabilities(["IMAP4rev1", "QUOTA"])),
      (["A1 OK in"], nil),
      (["A1 NO [AUTHENTICATIONFAILED] no"], Capabilities(["IMAP4rev1", "AUTH=PLAIN", "SASL-IR"])),
    ] {
      var conversation = Conversation.open()
      conversation.signIn("alberta", "Wren-4821")
      for line in lines { conversation.hear(line) }
      #expect(conversation.session.capabilities == expected)
    }
  }

  @Test("what is said beside the answer is kept")
  func notices() {
    var conversation = Conversation.open()
    conversation.signIn("alberta", "Wren-4821")
    conversation.hear("* OK Waiting for authentication process to respond..")
    conversation.hear("* OK [ALERT] Filesystem notification initialization error")
    conversation.hear("* BAD [ALERT] password was exposed")
    conversation.hear("* Too many something")
    conversation.hear("A1 NO Login failed.")
    #expect(conversation.replies.first?.line == "signIn no Login failed.")
    #expect(
      conversation.replies.first?.notices.map { "\($0.condition) \($0.text)" } == [
        "ok Filesystem notification initialization error", "bad password was exposed", "no Too many something",
      ])
  }

  @Test("goodbye instead of an answer")
  func goodbye() {
    for isSilent in [false, true] {
      var conversation = Conversation.open()
      conversation.signIn("alberta", "Wren-4821")
      conversation.hear("* BYE [UNAVAILABLE] Temporary failure")
      #expect(conversation.session.wait?.stage == .closing)
      if isSilent { conversation.runOutOfTime() } else { conversation.disconnect() }
      #expect(conversation.news().dropFirst() == ["replied signIn bye [UNAVAILABLE] Temporary failure", "close"])
    }
  }

  @Test("the end in the middle of a line")
  func brokenLine() {
    var conversation = Conversation.open()
    conversation.signIn("alberta", "Wren-4821")
    conversation.hear(bytes: Array("A1 N".utf8))
    conversation.disconnect()
    #expect(conversation.news().dropFirst() == ["replied signIn closed A1 N", "close"])
  }

  @Test("lines that answer nothing that was asked", arguments: ["x1 OK in", "A2 OK in", "a1 OK in", "A0 NO"])
  func foreignTag(_ line: String) {
    var conversation = Conversation.open()
    conversation.signIn("alberta", "Wren-4821")
    conversation.hear(line)
    #expect(
      conversation.news().dropFirst().map { $0.trimming } == [
        "replied signIn protocolError(IMAP.ProtocolError.foreignTag) \(line)", "close",
      ])
  }

  @Test("requests are sent together, answered in order")
  func pipelining() {
    var conversation = Conversation.signedIn("IMAP4rev1")
    for name in ["a", "b", "c"] { conversation.request(.status(MailboxName(name), [.messages])) }
    #expect(conversation.news() == ["a", "b", "c"].enumerated().map { "> A\($0 + 2) STATUS \"\($1)\" (MESSAGES)⏎" })
    for (tag, line) in [
      (2, "* STATUS a (MESSAGES 1)"), (3, "* NO Mailbox doesn't exist: b"), (4, "* STATUS c (MESSAGES 3)"),
    ] {
      conversation.hear(line)
      conversation.hear("A\(tag) OK done")
    }
    #expect(conversation.replies.map { $0.statuses.first?.items[.messages] } == [1, nil, 3])
    #expect(conversation.replies.map(\.notices.count) == [0, 1, 0])
    conversation.request(.logout)
    conversation.request(.namespace)
    conversation.hear("* BYE Logging out")
    conversation.hear("A5 OK done")
    #expect(
      conversation.news().dropFirst(3) == [
        "> A5 LOGOUT⏎", "replied logout ok done", "replied namespace bye Logging out", "close",
      ])
  }

  @Test("a name that needs a literal waits for its turn, and the others for it")
  func literalInLine() {
    var conversation = Conversation.signedIn("IMAP4rev1")
    conversation.request(.examine(.inbox))
    conversation.request(.examine(MailboxName(wire: [0xFC])))
    conversation.request(.namespace)
    #expect(conversation.news() == ["> A2 EXAMINE \"INBOX\"⏎"])
    conversation.hear("A2 OK done")
    #expect(conversation.news().last == "> A3 EXAMINE {1}⏎")
    conversation.hear("+ ")
    #expect(conversation.news() == ["> \u{FFFD}⏎", "> A4 NAMESPACE⏎"])
  }

  @Test("LOGOUT is done by goodbye alone")
  func logout() {
    var conversation = Conversation.signedIn()
    conversation.request(.logout)
    conversation.hear("* BYE so long")
    conversation.disconnect()
    #expect(conversation.news() == ["> A2 LOGOUT⏎", "replied logout ok so long", "close"])
  }

  static let commands: [(Command, String)] = [
    (.capability, "CAPABILITY"), (.id(name: nil), "ID NIL"), (.id(name: "batchlint"), "ID (\"name\" \"batchlint\")"),
    (.list(reference: MailboxName(""), pattern: MailboxName("Entwürfe/%"), status: []), "LIST \"\" \"Entw&APw-rfe/%\""),
    (
      .list(reference: MailboxName(""), pattern: MailboxName("*"), status: [.messages, .size]),
      "LIST \"\" \"*\" RETURN (STATUS (MESSAGES SIZE))"
    ),
    (.examine(MailboxName("a\"\\b")), #"EXAMINE "a\"\\b""#),
    (.examine(MailboxName(wire: [0x61, 0x0A])), "EXAMINE {2+}⏎a\n"),
    (.searchLarger(36_700_160, counting: true), "SEARCH RETURN (COUNT) LARGER 36700160"),
    (.searchLarger(9, counting: false), "SEARCH LARGER 9"),
    (.quotaRoot(.inbox), "GETQUOTAROOT \"INBOX\""),
  ]

  @Test("commands on the wire", arguments: 0..<commands.count)
  func command(_ index: Int) {
    var conversation = Conversation.signedIn()
    conversation.request(Self.commands[index].0)
    #expect(conversation.news() == ["> A2 \(Self.commands[index].1)⏎"])
  }

  @Test("what EXAMINE and the others come to")
  func facts() {
    var conversation = Conversation.signedIn()
    conversation.request(.examine(.inbox))
    for line in ["* 12 EXISTS", "* OK [UIDVALIDITY 1795406326] UIDs valid", "A2 OK [READ-ONLY] done"] {
      conversation.hear(line)
    }
    #expect(conversation.replies.last?.exists == 12)
    #expect(conversation.replies.last?.uidValidity == 1_795_406_326)
    #expect(conversation.replies.last?.code?.known == .readOnly)
    conversation.request(.searchLarger(9, counting: false))
    for line in ["* SEARCH 3 4", "A3 OK done"] { conversation.hear(line) }
    #expect(conversation.replies.last?.found == 2)
  }
}

extension String {
  fileprivate var trimming: String { String(reversed().drop { $0 == " " }.reversed()) }
}
