import IMAP
import IMAPClient
import NIOSSL
import Platform
import Testing

extension LoopbackTests {
  /// TLS both ways, and every kind of bad certificate.
  @Suite struct TLSTests {
    static let greeting = Step.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")

    @Test(
      "a good certificate, for the name and by a wildcard",
      arguments: ["imap.contoso.test", "IMAP.Contoso.Test.", "a.mail.contoso.test"])
    func good(_ host: String) async throws {
      try await withServer(
        tls: .made("good"), [Self.greeting, .hear, .say("* BYE so long"), .say("A1 OK done"), .close]
      ) { server in
        let connection = try await open(server, .implicit, host: host)
        #expect(connection.tls?.version == "1.3")
        #expect(connection.tls?.certificate?.subject == "imap.contoso.test")
        #expect(connection.tls?.certificate?.issuer == "Contoso Root")
        #expect(connection.tls?.certificate?.names == ["imap.contoso.test", "*.mail.contoso.test"])
        #expect(connection.greeting == ServerText("ready"))
        #expect(await connection.logout().isOK)
      }
    }

    static let badCertificates: [(String, String, CertificateFailure.Problem)] = [
      (
        "good", "imap.fabrikam.test",
        .nameMismatch(expected: "imap.fabrikam.test", names: ["imap.contoso.test", "*.mail.contoso.test"])
      ),
      (
        "good", "mail.contoso.test",
        .nameMismatch(expected: "mail.contoso.test", names: ["imap.contoso.test", "*.mail.contoso.test"])
      ),
      (
        "good", "b.a.mail.contoso.test",
        .nameMismatch(expected: "b.a.mail.contoso.test", names: ["imap.contoso.test", "*.mail.contoso.test"])
      ),
      ("good", "127.0.0.1", .nameMismatch(expected: "127.0.0.1", names: ["imap.contoso.test", "*.mail.contoso.test"])),
      (
        "address", "imap.contoso.test",
        .nameMismatch(expected: "imap.contoso.test", names: ["imap.fabrikam.test", "127.0.0.1"])
      ),
      ("expired", "imap.contoso.test", .expired(subject: "imap.contoso.test", notAfter: 1_609_459_200)),
      ("future", "imap.contoso.test", .notYetValid(subject: "imap.contoso.test", notBefore: 4_039_372_800)),
      ("foreign", "imap.contoso.test", .unknownAuthority(issuer: "Strange Root")),
      ("own", "imap.contoso.test", .selfSigned),
    ]

    @Test("a bad certificate, told from the others", arguments: badCertificates)
    func bad(_ certificate: String, _ host: String, _ problem: CertificateFailure.Problem) async throws {
      for security in [Session.Security.implicit, .startTLS] {
        let certificate = try ServerCertificate.made(certificate)
        let script: [Step] =
          security == .implicit
          ? [Self.greeting, .hear]
          : [.say("* OK [CAPABILITY STARTTLS] ready"), .hear, .say("A1 OK begin"), .startTLS(certificate), .hear]
        try await withServer(tls: security == .implicit ? certificate : nil, script) { server in
          let found = try await failure { try await open(server, security, host: host) }?.certificate
          #expect(found?.problems.first == problem)
          #expect(found?.problems.count == 1)
          #expect(found?.chain.count == 1)
          #expect(server.seen.lines.allSatisfy { $0 == "A1 STARTTLS\r\n" })
        }
      }
    }

    @Test("all that is wrong is told: self-signed, for another name")
    func several() async throws {
      try await withServer(tls: .made("own"), [Self.greeting]) { server in
        let found = try await failure { try await open(server, .implicit, host: "imap.fabrikam.test") }?.certificate
        #expect(
          found?.problems == [.selfSigned, .nameMismatch(expected: "imap.fabrikam.test", names: ["imap.contoso.test"])])
      }
    }

    @Test("one more connection inspects a bad certificate, once a run")
    func oneInspection() async throws {
      try await withServer(tls: .made("own"), [Self.greeting]) { server in
        let connector = try await connector(to: server, .implicit)
        for expected in [2, 3, 4] {
          let found = try await failure { try await connector.open() }?.certificate
          #expect(found?.problems == [.selfSigned])
          #expect(server.seen.connections == expected)
        }
      }
    }

    @Test("an address is proved by an address, and an old certificate by its common name")
    func otherNames() async throws {
      try await withServer(tls: .made("address"), [Self.greeting]) { server in
        try await open(server, .implicit, host: "127.0.0.1").close()
      }
      try await withServer(tls: .made("named"), [Self.greeting]) { server in
        try await open(server, .implicit, host: "localhost").close()
      }
    }

    @Test("a certificate that the user trusts, another name that the user gives, and no verification")
    func trust() async throws {
      let directory = try Certificates.shared.get().directory
      try await withServer(tls: .made("own"), [Self.greeting]) { server in
        try await open(server, .implicit) { $0.trust.caFile = directory.appendingPathComponent("own.pem").path }.close()
        try await open(server, .implicit, host: "mail.fabrikam.test") {
          $0.trust = TLSTrust(caFile: directory.appendingPathComponent("own.pem").path, serverName: "imap.contoso.test")
        }.close()
        try await open(server, .implicit, host: "mail.fabrikam.test") { $0.trust = TLSTrust(verifies: false) }.close()
      }
      await #expect(throws: OpenFailure.self) {
        var options = Connector.Options(endpoint: Endpoint(host: "127.0.0.1", port: 1), security: .implicit)
        options.trust.caFile = directory.appendingPathComponent("none.pem").path
        _ = try await Connector(options)
      }
    }

    @Test("STARTTLS, and everything known from before it is asked again")
    func startTLS() async throws {
      let script: [Step] = [
        .say("* OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED] ready"), .hear, .say("A1 OK begin"),
        .startTLS(try .made("good")), .hear,
        .say("* CAPABILITY IMAP4rev1"), .say("A2 OK done"), .hear, .say("A3 OK in"),
      ]
      try await withServer(script) { server in
        let connection = try await open(server, .startTLS)
        #expect(connection.greeting == ServerText("ready", isProtected: false))
        #expect(connection.tls != nil)
        #expect(await connection.signIn(Credential(userName: "alberta", secret: Secret("Wren-4821"))).isOK)
        #expect(
          server.seen.lines == ["A1 STARTTLS\r\n", "A2 CAPABILITY\r\n", "A3 LOGIN \"alberta\" \"Wren-4821\"\r\n"])
        await connection.close()
      }
    }

    @Test(
      "bytes injected behind STARTTLS's OK",
      arguments: ["A1 OK begin\r\n* OK injected\r\n", "A1 OK begin\r\nA2 OK injected\r\n"])
    func injection(_ text: String) async throws {
      try await withServer([
        .say("* OK [CAPABILITY STARTTLS] ready"), .hear, .send(Array(text.utf8)), .startTLS(try .made("good")), .hear,
      ]) { server in
        let reply = try await failure { try await open(server, .startTLS) }?.reply
        #expect(reply?.stage == .tls)
        #expect(reply?.outcome == .protocolError(.bytesBeforeHandshake))
        #expect(reply?.text.isProtected == false)
      }
    }

    @Test("a server that fails after STARTTLS's OK says why")
    func failsAfterOK() async throws {
      try await withServer([
        .say("* OK [CAPABILITY STARTTLS] ready"), .hear, .say("A1 OK begin"),
        .drip("NO STARTTLS failed: 500\r\n", every: .milliseconds(2)),
      ]) { server in
        let reply = try await failure { try await open(server, .startTLS) }?.reply
        #expect(reply?.outcome == .protocolError(.plainTextInsteadOfTLS(.prose)))
        #expect(reply?.text == ServerText("NO STARTTLS failed: 500", isProtected: false))
      }
    }

    static let plainPorts: [(String, Service)] = [
      ("* OK IMAP ready", .imap), ("220 mail.contoso.com ESMTP", .smtp), ("+OK POP3 ready", .pop3),
      ("HTTP/1.1 400 Bad Request", .http),
    ]

    @Test("TLS to a port without it", arguments: plainPorts)
    func plainPort(_ line: String, _ service: Service) async throws {
      for last in [Step.close, .hear] {
        try await withServer([.say(line), last]) { server in
          let reply = try await failure { try await open(server, .implicit) }?.reply
          #expect(reply?.stage == .tls)
          #expect(reply?.outcome == .protocolError(.plainTextInsteadOfTLS(service)))
          #expect(reply?.text.text == line)
        }
      }
    }

    @Test("no TLS to a port that waits for it")
    func tlsPort() async throws {
      try await withServer(tls: .made("good"), [Self.greeting]) { server in
        let reply = try await failure { try await open(server, .none) { $0.timeouts.greeting = .milliseconds(300) } }?
          .reply
        #expect(reply?.stage == .greeting)
        #expect(reply?.outcome == .timedOut)
      }
    }

    @Test("TLS 1.2 will do, TLS 1.1 will not")
    func versions() async throws {
      try await withServer(tls: .made("good", maximum: .tlsv12), [Self.greeting]) { server in
        let connection = try await open(server, .implicit)
        #expect(connection.tls?.version == "1.2")
        await connection.close()
      }
      try await withServer(tls: .made("good", maximum: .tlsv11, minimum: .tlsv1), [Self.greeting]) { server in
        let found = try await failure { try await open(server, .implicit) }?.tls
        #expect(found == .versionTooOld)
      }
    }

    @Test("a server that requires a certificate of the client", arguments: [TLSVersion.tlsv12, .tlsv13])
    func clientCertificate(_ version: TLSVersion) async throws {
      try await withServer(tls: .made("good", maximum: version, requiresClient: true), [Self.greeting]) { server in
        let found = try await failure { try await open(server, .implicit) }?.tls
        #expect(found == (version == .tlsv13 ? .clientCertificateRequired : .refusedByServer))
      }
    }

    @Test("a handshake that ends, or never does")
    func brokenHandshake() async throws {
      try await withServer([.close]) { server in
        let found = try await failure { try await open(server, .implicit) }?.tls
        #expect(found == .closed)
      }
      try await withServer([]) { server in
        let found = try await failure { try await open(server, .implicit) { $0.timeouts.tls = .milliseconds(300) } }?
          .tls
        #expect(found == .timedOut)
      }
    }
  }
}
