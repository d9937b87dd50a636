import IMAP
import IMAPClient
import IMAPSandbox
import Platform
import Probing
import Testing

extension ProbeTests {
  /// Hosts that are not there and passwords of every kind: each a verdict, and in time.
  @Suite("Bad input") struct BadInputTests {
    private func obstacle(host: String, port: Int, address: String? = nil) async throws -> Prober.Outcome {
      var options = Connector.Options(endpoint: Endpoint(host: host, port: port, address: address), security: .none)
      options.allowsPlainText = true
      return await Prober(try ProbeScenario(rows: 2).plan(), options, ProbeScenario.fast).run()
    }

    @Test("A host without an address")
    func noHost() async throws {
      let outcome = try await obstacle(host: "no-such-host.invalid", port: 143)
      #expect(outcome.obstacle?.rule == "probe-unreachable")
      #expect(outcome.attempts.isEmpty)
    }

    @Test("A port where nobody listens")
    func closedPort() async throws {
      let sandbox = try await Sandbox.start(try ProbeScenario(rows: 2).script())
      let port = sandbox.port
      try await sandbox.stop()
      let outcome = try await obstacle(host: "localhost", port: port, address: "127.0.0.1")
      #expect(outcome.obstacle?.rule == "probe-unreachable" && outcome.obstacle?.message.contains("refused") == true)
      #expect(outcome.stopReason != nil)
    }

    // MARK: Servers that waste time and memory

    /// Verdicts of ten rows at once, of which nobody gets an answer that ends.
    @Test(
      "Time is bounded for each row",
      arguments: [
        "no-answer", "huge-literal", "endless-untagged", "endless-line", "foreign-tag", "half-line", "nul-bytes",
      ])
    func time(_ fault: String) async throws {
      var scene = ProbeScenario(rows: 9)
      scene.faults = ["\(fault)=1-9"]
      scene.signInTimeout = .seconds(1)
      scene.options.connections = 3
      let before = SystemCall.peakMemory
      let result = try await scene.run()
      #expect(!result.verdicts.contains("ok") && result.verdicts.count == 9)
      #expect(result.outcome.duration < .seconds(15))
      #expect(result.signIns <= 9 && result.repeated == 0)
      // The server's own buffers are in it.
      #expect(SystemCall.peakMemory - before < 96 << 20)
    }

    @Test("One byte a second is no greeting")
    func trickle() async throws {
      var scene = ProbeScenario(rows: 2)
      scene.faults = ["trickle:1000"]
      scene.greetingTimeout = .seconds(1)
      let result = try await scene.run()
      #expect(result.outcome.obstacle?.rule == "probe-unreachable" && result.outcome.duration < .seconds(10))
    }

    // MARK: Passwords

    static let passwords: [(password: String, verdict: String)] = [
      (#"Wr"en"4821"#, "ok"), (#"Wren\4821\"#, "ok"), ("Wren{12}", "ok"), ("Wren {12+}", "ok"), ("*%()]~/ ", "ok"),
      (" Wren 4821 ", "ok"),
      ("Zaunkönig-4821", "ok"), ("Пароль-4821", "ok"), ("Wren\r\n4821", "ok"), ("Wren\r\nA2 LOGOUT", "ok"),
      ("Wren\t4821", "ok"), ("\u{7F}\u{1}Wren", "ok"),
      (String(repeating: "w", count: 9_000), "ok"), (String(repeating: "w", count: 65_536), "probe-sign-in"),
      ("Wren\u{0}4821", "probe-sign-in"),
    ]

    @Test("Passwords of every kind arrive, or are a verdict without being sent", arguments: 0..<passwords.count)
    func password(_ index: Int) async throws {
      let (password, verdict) = Self.passwords[index]
      var scene = ProbeScenario([
        ProbeScenario.Row(login: "alberta@contoso.com"),
        ProbeScenario.Row(login: "edith@contoso.com", password: password),
        ProbeScenario.Row(login: "quentin@contoso.com"),
      ])
      scene.options.connections = 1
      let result = try await scene.run()
      #expect(result.verdicts == ["ok", verdict, "ok"], "\(result.sentence(2))")
      #expect(result.attempts["edith@contoso.com"]?.tries ?? 0 == (verdict == "ok" ? 1 : 0))
    }

    @Test("The same, refused with an echo: the password is not shown", arguments: 0..<passwords.count)
    func echo(_ index: Int) async throws {
      let (password, _) = Self.passwords[index]
      guard password.utf8.count < 5_000, !password.contains("\u{0}") else { return }
      var scene = ProbeScenario([ProbeScenario.Row(login: "edith@contoso.com", password: password)])
      for fault in ["echo-password", "echo-base64"] {
        scene.faults = [fault]
        let result = try await scene.run()
        #expect(result.outcome.attempts[1]?.verdict.rule?.hasPrefix("probe-") == true)
        for part in password.split(whereSeparator: { $0.isNewline || $0 == " " }) where part.count > 5 {
          #expect(!result.sentence(1).contains(part), "\(result.sentence(1))")
        }
      }
    }

    @Test(
      "Names outside ASCII are sent like passwords outside ASCII, as literals where there is no AUTH=PLAIN"
    )
    func eightBit() async throws {
      var scene = ProbeScenario([
        ProbeScenario.Row(login: "jürgen@contoso.com"),
        ProbeScenario.Row(login: "edith@contoso.com", password: "Zaunkönig"),
      ])
      #expect(try await scene.run().verdicts == ["ok", "ok"])
      scene.faults = ["no-sasl"]
      #expect(try await scene.run().verdicts == ["ok", "ok"])
    }
  }
}
