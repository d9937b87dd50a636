import IMAP
import Testing

/// How a credential is put on the wire, and when it is not.
@Suite struct SignInTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name = "alberta@contoso.com"
    var password = "Wren-4821"
    var method = Credential.Method.automatic
    var capabilities = "IMAP4rev1 AUTH=PLAIN"
    /// What is sent; between the parts the server asks for more.
    var sent: [String]
    var testDescription: String { "\(password.debugDescription) by \(method), \(capabilities)" }
  }

  static let cases: [Case] = [
    Case(sent: [#"> A1 LOGIN "alberta@contoso.com" "Wren-4821"⏎"#]),
    Case(
      name: #"contoso\alberta"#, password: #"a"b\c {9}(*%]"#,
      sent: ["> A1 AUTHENTICATE PLAIN⏎", "> AGNvbnRvc29cYWxiZXJ0YQBhImJcYyB7OX0oKiVd⏎"]),
    Case(password: "c {9}(*%]", sent: [#"> A1 LOGIN "alberta@contoso.com" "c {9}(*%]"⏎"#]),
    Case(
      name: #"contoso\alberta"#, password: "p\"q", capabilities: "IMAP4rev1",
      sent: ["> A1 LOGIN {15}⏎", #"> contoso\alberta {3}⏎"#, "> p\"q⏎"]),
    Case(
      name: "u", password: #"p\q"#, capabilities: "IMAP4rev1 LITERAL+", sent: [#"> A1 LOGIN {1+}⏎u {3+}⏎p\q⏎"#]),
    Case(name: "u", password: #"p\"q"#, method: .quotedLogin, sent: [#"> A1 LOGIN "u" "p\\\"q"⏎"#]),
    Case(password: "", sent: [#"> A1 LOGIN "alberta@contoso.com" ""⏎"#]),
    Case(
      capabilities: "IMAP4rev1 LOGINDISABLED AUTH=PLAIN",
      sent: ["> A1 AUTHENTICATE PLAIN⏎", "> AGFsYmVydGFAY29udG9zby5jb20AV3Jlbi00ODIx⏎"]),
    Case(capabilities: "IMAP4rev1 LOGINDISABLED", sent: ["replied signIn refused(IMAP.Refusal.loginDisabled)"]),
    Case(
      method: .login, capabilities: "IMAP4rev1 LOGINDISABLED AUTH=PLAIN",
      sent: ["replied signIn refused(IMAP.Refusal.loginDisabled)"]),
    Case(
      name: "u", password: "Zaunkönig", capabilities: "IMAP4rev1 SASL-IR AUTH=PLAIN",
      sent: ["> A1 AUTHENTICATE PLAIN AHUAWmF1bmvDtm5pZw==⏎"]),
    Case(name: "u", password: "Zaunkönig", sent: ["> A1 AUTHENTICATE PLAIN⏎", "> AHUAWmF1bmvDtm5pZw==⏎"]),
    Case(
      name: "ü", password: "p", capabilities: "IMAP4rev1", sent: ["> A1 LOGIN {2}⏎", "> ü {1}⏎", "> p⏎"]),
    Case(name: "u", password: "a\r\nb", sent: ["> A1 AUTHENTICATE PLAIN⏎", "> AHUAYQ0KYg==⏎"]),
    Case(name: "u", password: "a\r\nb", capabilities: "IMAP4rev1", sent: ["> A1 LOGIN {1}⏎", "> u {4}⏎", "> a⏎b⏎"]),
    Case(password: "a\0b", sent: ["replied signIn refused(IMAP.Refusal.containsNUL)"]),
    Case(name: "ü", password: "é", method: .login, sent: ["> A1 LOGIN {2}⏎", "> ü {2}⏎", "> é⏎"]),
    Case(
      name: "ü", password: "a\r\nb", method: .login, capabilities: "IMAP4rev1 LITERAL+",
      sent: ["> A1 LOGIN {2+}⏎ü {4+}⏎a⏎b⏎"]),
    Case(
      name: "ü", password: String(repeating: "é", count: 2_049), method: .login, capabilities: "IMAP4rev1 LITERAL-",
      sent: ["> A1 LOGIN {2+}⏎ü {4098}⏎", "> " + String(repeating: "é", count: 2_049) + "⏎"]),
    Case(
      name: "ü", password: String(repeating: "é", count: 2_048), method: .login, capabilities: "IMAP4rev1 LITERAL-",
      sent: ["> A1 LOGIN {2+}⏎ü {4096+}⏎" + String(repeating: "é", count: 2_048) + "⏎"]),
    Case(
      name: "admin", password: "p", method: .plain(authorizationID: "u"), capabilities: "AUTH=PLAIN SASL-IR",
      sent: ["> A1 AUTHENTICATE PLAIN dQBhZG1pbgBw⏎"]),
    Case(
      method: .plain(authorizationID: nil), capabilities: "IMAP4rev1",
      sent: [#"replied signIn refused(IMAP.Refusal.mechanismNotOffered("PLAIN"))"#]),
    Case(method: .plain(authorizationID: "a\0"), sent: ["replied signIn refused(IMAP.Refusal.containsNUL)"]),
    Case(
      name: "u", password: "token", method: .token, capabilities: "AUTH=XOAUTH2 SASL-IR",
      sent: ["> A1 AUTHENTICATE XOAUTH2 dXNlcj11AWF1dGg9QmVhcmVyIHRva2VuAQE=⏎"]),
    Case(method: .token, sent: [#"replied signIn refused(IMAP.Refusal.mechanismNotOffered("XOAUTH2"))"#]),
  ]

  @Test("on the wire", arguments: cases)
  func wire(_ sample: Case) {
    var conversation = Conversation.open(sample.capabilities)
    conversation.signIn(sample.name, sample.password, sample.method)
    for (number, part) in sample.sent.enumerated() {
      if number > 0 { conversation.hear("+ ") }
      #expect(conversation.news() == [part])
    }
  }

  @Test("a refusal in the middle of the literals ends them")
  func refusedLiteral() {
    var conversation = Conversation.open()
    conversation.signIn("ü", "é", .login)
    conversation.hear("A1 BAD [CLIENTBUG] no such literals")
    #expect(conversation.news() == ["> A1 LOGIN {2}⏎", "replied signIn bad [CLIENTBUG] no such literals"])
    conversation.hear("+ go on")
    #expect(conversation.news() == ["close"])
  }

  @Test("a sign-in that is refused before any of the password was sent is made another way")
  func fallbacks() {
    var conversation = Conversation.open("IMAP4rev1 AUTH=PLAIN")
    conversation.signIn("u", #"p"q"#)
    conversation.hear("A1 NO PLAIN is switched off")
    conversation.hear("A2 BAD no literals here")
    conversation.hear("A3 NO wrong")
    #expect(
      conversation.news() == [
        "> A1 AUTHENTICATE PLAIN⏎", "> A2 LOGIN {1}⏎", #"> A3 LOGIN "u" "p\"q"⏎"#, "replied signIn no wrong",
      ])
  }

  @Test("a sign-in whose password was sent is made once", arguments: ["IMAP4rev1 AUTH=PLAIN SASL-IR", "LITERAL+", ""])
  func noFallback(_ capabilities: String) {
    var conversation = Conversation.open(capabilities.isEmpty ? "IMAP4rev1" : capabilities)
    conversation.signIn("u", #"p"q"#)
    if capabilities.isEmpty {
      conversation.hear("+ ")
      conversation.hear("+ ")
    }
    conversation.hear("A1 BAD what")
    #expect(conversation.news().last == "replied signIn bad what")
  }

  @Test("a mechanism that asks for more is cancelled; LOGIN that does is no IMAP")
  func askedForMore() {
    var plain = Conversation.open()
    plain.signIn("ü", "é")
    _ = plain.news()
    plain.hear("+ ")
    plain.hear("A1 BAD cancelled")
    #expect(plain.news() == ["> *⏎", "replied signIn bad cancelled"])
    var login = Conversation.open()
    login.signIn("u", "p")
    login.hear("+ ")
    #expect(
      login.news().dropFirst() == ["replied signIn protocolError(IMAP.ProtocolError.unexpectedContinuation)", "close"])
  }

  @Test("XOAUTH2 says why in its challenge, and refuses after an empty answer")
  func challenge() {
    var conversation = Conversation.open("AUTH=XOAUTH2 SASL-IR")
    conversation.signIn("u", "expired-token", .token)
    conversation.hear("+ eyJzdGF0dXMiOiI0MDEifQ==")
    conversation.hear("A1 NO SASL authentication failed")
    #expect(conversation.news().dropFirst() == ["> ⏎", "replied signIn no SASL authentication failed"])
    #expect(conversation.replies.first?.notices.map(\.text.text) == [#"{"status":"401"}"#])
  }

  @Test("no credential leaves over plain text unless it is allowed")
  func plainText() {
    for allows in [false, true] {
      var conversation = Conversation(.none, allowsPlainText: allows)
      conversation.hear("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")
      _ = conversation.news()
      conversation.signIn("alberta", "Wren-4821")
      #expect(
        conversation.news() == [
          allows ? #"> A1 LOGIN "alberta" "Wren-4821"⏎"# : "replied signIn refused(IMAP.Refusal.plainText)"
        ])
    }
  }

  @Test(
    "nothing goes to a server that requires TLS first",
    arguments: [Credential.Method.automatic, .login, .plain(authorizationID: nil)])
  func loginDisabledInClear(_ method: Credential.Method) {
    var conversation = Conversation(.none, allowsPlainText: true)
    conversation.hear("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] ready")
    _ = conversation.news()
    conversation.signIn("alberta", "Wren-4821", method)
    #expect(conversation.news() == ["replied signIn refused(IMAP.Refusal.loginDisabled)"])
  }
}
