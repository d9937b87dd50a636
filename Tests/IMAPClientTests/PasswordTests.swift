import IMAP
import IMAPClient
import Platform
import Testing

extension LoopbackTests {
  /// Passwords of every kind arrive as they are, or are refused before anything is sent.
  @Suite struct PasswordTests {
    struct Case: Sendable, CustomTestStringConvertible {
      var password: String
      var capabilities = "IMAP4rev1 AUTH=PLAIN"
      var method = Credential.Method.automatic
      /// What the server hears, the last line's end left out.
      var heard: [String]
      /// The lines of ``heard`` that the client sends only when it is asked to go on.
      var continued = 1...1
      var testDescription: String { password.count > 100 ? "\(password.count) characters" : password.debugDescription }
    }

    static let cases: [Case] = [
      Case(
        password: #"Wr"en\48 {21} *%()]"#,
        heard: ["A1 AUTHENTICATE PLAIN", "AGFsYmVydGEAV3IiZW5cNDggezIxfSAqJSgpXQ=="]),
      Case(password: "Wren{9}", heard: [#"A1 LOGIN "alberta" "Wren{9}""#]),
      Case(password: "Zaunkönig", heard: ["A1 AUTHENTICATE PLAIN", "AGFsYmVydGEAWmF1bmvDtm5pZw=="]),
      Case(password: "Wren\r\n4821", heard: ["A1 AUTHENTICATE PLAIN", "AGFsYmVydGEAV3Jlbg0KNDgyMQ=="]),
      Case(
        password: "Wren\r\n4821", method: .login, heard: ["A1 LOGIN {7}", "alberta {10}", "Wren", "4821"],
        continued: 1...2),
      Case(
        password: String(repeating: "w", count: 10_000),
        heard: ["A1 LOGIN \"alberta\" \"\(String(repeating: "w", count: 10_000))\""]),
    ]

    @Test("what the server hears", arguments: cases)
    func heard(_ sample: Case) async throws {
      var script: [Step] = [.say("* OK [CAPABILITY \(sample.capabilities)] ready"), .hear]
      for number in sample.heard.indices.dropFirst() {
        if sample.continued.contains(number) { script.append(.say("+ go on")) }
        script.append(.hear)
      }
      script.append(.say("A1 OK [CAPABILITY IMAP4rev1 ID] in"))
      try await withServer(tls: .made("good"), script) { server in
        let connection = try await open(server, .implicit)
        let reply = await connection.signIn(
          Credential(userName: "alberta", secret: Secret(sample.password), method: sample.method))
        #expect(reply.isOK)
        #expect(await connection.capabilities() == Capabilities(["IMAP4rev1", "ID"]))
        #expect(server.seen.lines == sample.heard.map { $0 + "\r\n" })
        await connection.close()
      }
    }

    static let unsendable: [(String, Refusal)] = [
      ("Wren\04821", .containsNUL), (String(repeating: "w", count: 65_536), .tooLong(octets: 65_559, limit: 10_240)),
      (String(repeating: "ü", count: 32_768), .tooLong(octets: 87_421, limit: 10_240)),
    ]

    @Test("refused, and the server hears nothing", arguments: unsendable)
    func refused(_ password: String, _ refusal: Refusal) async throws {
      try await withServer(
        tls: .made("good"),
        [.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"), .hear, .say("* BYE"), .say("A1 OK done"), .close]
      ) { server in
        let connection = try await open(server, .implicit)
        #expect(
          await connection.signIn(Credential(userName: "alberta", secret: Secret(password))).outcome
            == .refused(refusal))
        _ = await connection.logout()
        #expect(server.seen.lines == ["A1 LOGOUT\r\n"])
      }
    }
  }
}
