import IMAP
import IMAPClient
import NIOCore
import Platform
import Testing

extension LoopbackTests {
  /// Hosts that are not there, and servers that misbehave: each is told within its time-out.
  @Suite struct BadServerTests {
    static let greeting = Step.say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready")

    @Test("a name without an address")
    func noSuchHost() async throws {
      let found = try await failure {
        try await Connector(
          Connector.Options(endpoint: Endpoint(host: "no-such-host.invalid", port: 993), security: .implicit)
        ).open()
      }?.connect
      switch found {
      case .hostNotFound, .hostUnknownForNow: break
      default: Issue.record("\(String(describing: found))")
      }
    }

    @Test("what is no address, or not of this machine")
    func unusableAddresses() async throws {
      for (address, source) in [("localhost", nil), ("127.1", nil), ("127.0.0.1", "x"), ("127.0.0.1", "::1")]
        as [(String, String?)]
      {
        var endpoint = Endpoint(host: "imap.contoso.test", port: 1, address: address)
        endpoint.sourceAddress = source
        let found = try await failure { [endpoint] in
          try await Connector(Connector.Options(endpoint: endpoint, security: .none)).open()
        }?.connect
        if case .unusableAddress = found { continue }
        Issue.record("\(address) from \(source ?? "any"): \(String(describing: found))")
      }
    }

    @Test("a port where nobody listens", arguments: [Session.Security.implicit, .startTLS, .none])
    func closedPort(_ security: Session.Security) async throws {
      let server = try await ScriptedServer([])
      try await server.stop()
      let found = try await failure { try await open(server, security) }?.connect
      #expect(found == .refused)
    }

    @Test("a host that does not answer")
    func noAnswer() async throws {
      // A queue that is full lets the kernel drop who else tries to connect.
      let listener = SystemCall.streamSocket(AF_INET)
      defer { close(listener) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      var length = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(listener, $0, length) == 0 && listen(listener, 0) == 0 && getsockname(listener, $0, &length) == 0
        }
      }
      try #require(isBound)
      var options = Connector.Options(
        endpoint: Endpoint(host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port))), security: .none)
      options.timeouts.connect = .milliseconds(500)
      options.timeouts.greeting = .milliseconds(500)
      let connector = try await Connector(options)
      let found = await withTaskGroup(of: OpenFailure?.self) { group in
        for _ in 0..<6 { group.addTask { try? await failure { try await connector.open() } } }
        var found: [OpenFailure?] = []
        for await failure in group { found.append(failure) }
        return found
      }
      #expect(found.contains { $0?.connect == .timedOut })
      #expect(found.allSatisfy { $0?.connect == .timedOut || $0?.reply?.outcome == .timedOut })
    }

    @Test("from an address of the caller's choice")
    func sourceAddress() async throws {
      try await withServer([Self.greeting]) { server in
        try await open(server, .none) { $0.endpoint.sourceAddress = "127.0.0.2" }.close()
        #expect(server.seen.peers == ["127.0.0.2"])
      }
    }

    static let greetings: [(String, [Step], Outcome)] = [
      ("HTTP", [.say("HTTP/1.1 400 Bad Request"), .close], .protocolError(.notIMAP(.http))),
      ("SMTP", [.say("220 mail.contoso.com ESMTP")], .protocolError(.notIMAP(.smtp))),
      ("prose", [.send(Array("blocked".utf8)), .close], .protocolError(.notIMAP(.prose))),
      ("a TLS alert", [.send([0x15, 3, 3, 0, 2, 2, 40])], .protocolError(.notIMAP(.tls))),
      ("silence", [], .timedOut),
      (
        "a byte now and then",
        [.drip("* OK [CAPABILITY IMAP4rev1] a greeting that takes its time", every: .milliseconds(100))], .timedOut
      ),
      ("a closed door", [.close], .closed),
      ("a closed door in the middle of a line", [.send(Array("* O".utf8)), .close], .protocolError(.notIMAP(.prose))),
      ("goodbye", [.say("* BYE Too many connections"), .close], .bye),
      ("somebody signed in", [.say("* PREAUTH welcome")], .refused(.preauthenticated)),
      (
        "no end of a line", [.flood([UInt8](repeating: 0x41, count: 16_384))],
        .protocolError(.responseTooLong(limit: 65_536))
      ),
    ]

    @Test("instead of a greeting", arguments: 0..<greetings.count)
    func insteadOfGreeting(_ index: Int) async throws {
      let (_, script, outcome) = Self.greetings[index]
      try await withServer(script) { server in
        let started = ContinuousClock.now
        let reply = try await failure {
          try await open(server, .none) { if outcome == .timedOut { $0.timeouts.greeting = .milliseconds(300) } }
        }?.reply
        #expect(reply?.stage == .greeting)
        #expect(reply?.outcome == outcome)
        #expect(ContinuousClock.now - started < .seconds(30))
      }
    }

    static let answers: [(String, [Step], Outcome)] = [
      ("silence", [], .timedOut),
      ("a byte now and then", [.drip("A1 OK but it takes its time to say so", every: .milliseconds(100))], .timedOut),
      ("the end", [.close], .closed),
      ("the end of half a line", [.send(Array("A1 O".utf8)), .close], .closed),
      ("goodbye", [.say("* BYE [UNAVAILABLE] try later"), .close], .bye),
      ("goodbye without going", [.say("* BYE try later")], .bye),
      ("somebody else's answer", [.say("A9 OK in")], .protocolError(.foreignTag)),
      ("prose", [.say("what?")], .protocolError(.unreadable)),
      (
        "no end of a line", [.flood([UInt8](repeating: 0x41, count: 16_384))],
        .protocolError(.responseTooLong(limit: 65_536))
      ),
      ("no end of lines", [.flood(Array("* OK and on\r\n".utf8))], .protocolError(.tooManyResponses(limit: 1_000))),
      (
        "a literal of 4 GiB", [.say("* LIST () \"/\" {4294967296}"), .flood([UInt8](repeating: 0x41, count: 16_384))],
        .protocolError(.literalTooLong(announced: 4_294_967_296, limit: 65_536))
      ),
      ("NUL bytes", [.send([0x2A, 0x20, 0, 0, 0x0A] + Array("A1 NO a\0b\r\n".utf8))], .no),
    ]

    @Test("instead of an answer to the sign-in", arguments: 0..<answers.count)
    func insteadOfAnswer(_ index: Int) async throws {
      let (name, script, outcome) = Self.answers[index]
      try await withServer([Self.greeting, .hear] + script) { server in
        let connection = try await open(server, .none) {
          if outcome == .timedOut { $0.timeouts.signIn = .milliseconds(300) }
          if outcome == .bye { $0.timeouts.closing = .milliseconds(300) }
        }
        let started = ContinuousClock.now
        let reply = await connection.signIn(Credential(userName: "alberta", secret: Secret("Wren-4821")))
        #expect(reply.stage == .signIn)
        #expect(reply.outcome == outcome)
        #expect(ContinuousClock.now - started < .seconds(30))
        if name == "NUL bytes" { #expect(reply.text.text == "a^@b") }
        await connection.close()
        // A server that floods is not read for long.
        #expect(server.seen.flooded < 32 << 20)
        #expect(await connection.namespace().isOK == false)
      }
    }

    @Test("the whole session has an end, whatever it is at")
    func sessionTime() async throws {
      try await withServer([Self.greeting]) { server in
        let connection = try await open(server, .none) { $0.timeouts.session = .seconds(3) }
        let reply = await connection.signIn(Credential(userName: "alberta", secret: Secret("Wren-4821")))
        #expect(reply.outcome == .timedOut)
      }
      try await withServer([Self.greeting]) { server in
        let connection = try await open(server, .none) { $0.timeouts.session = .seconds(3) }
        for _ in 0..<100 where server.seen.open > 0 { try await Task.sleep(for: .milliseconds(100)) }
        #expect(server.seen.open == 0)
        #expect(await connection.namespace().outcome == .timedOut)
      }
    }

    @Test("a task that is cancelled ends its connection at once")
    func cancelled() async throws {
      try await withServer([Self.greeting]) { server in
        let connection = try await open(server, .none)
        let task = Task { await connection.signIn(Credential(userName: "alberta", secret: Secret("Wren-4821"))) }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        #expect(await task.value.outcome == .closed)
      }
      try await withServer([]) { server in
        let connector = try await connector(to: server, .none)
        let task = Task { try await failure { try await connector.open() } }
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        #expect(try await task.value?.reply?.outcome == .closed)
      }
    }
  }
}
