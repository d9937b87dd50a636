import IMAP
import IMAPSandbox
import NIOConcurrencyHelpers
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// What must not happen to accounts and servers, whatever goes wrong.
  @Suite("Safety") struct SafetyTests {
    // MARK: A refused credential is never sent again

    @Test("Rows with the same name and password share one sign-in")
    func duplicates() async throws {
      var scene = ProbeScenario((0..<12).map { ProbeScenario.Row(login: "user\($0 % 3)@contoso.com") })
      scene.faults = ["refused=2"]
      let result = try await scene.run()
      #expect(result.verdicts == (0..<12).map { $0 % 3 == 1 ? "probe-sign-in" : "ok" })
      #expect(result.signIns == 3 && result.repeated == 0)
    }

    @Test(
      "An admin whose password is wrong signs in twice, not once a row",
      arguments: [
        ("dovecot", "USER*mailadmin"), ("exchange", "contoso/mailadmin/USER"),
        ("mirapoint", "#USER@contoso.com#mailadmin#"),
      ])
    func wrongAdmin(_ server: String, _ form: String) async throws {
      var scene = ProbeScenario((1...40).map { ProbeScenario.Row(login: form.replacing("USER", with: "user\($0)")) })
      scene.server = server
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Heron-1195") }
      let result = try await scene.run()
      #expect(result.signIns == 2 && result.repeated == 0)
      #expect(
        result.verdicts == Array(repeating: "probe-sign-in", count: 2) + Array(repeating: "probe-not-tried", count: 38))
      #expect(result.outcome.stopReason == nil)
    }

    @Test("The same where the admin signs in by root: one name, one password, one sign-in")
    func wrongAdminOfRoots() async throws {
      var scene = ProbeScenario((1...20).map { ProbeScenario.Row(login: "mailadmin", root: "/users/user\($0)") })
      scene.server = "courier"
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Heron-1195", root: $0.root) }
      let result = try await scene.run()
      #expect(result.signIns == 1 && Set(result.verdicts) == ["probe-sign-in"])
      scene.accounts = nil
      let good = try await scene.run()
      #expect(good.signIns == 1 && Set(good.verdicts) == ["probe-root-other"], "\(good.sentence(1))")
    }

    @Test("An admin by proxy who is refused as such is not tried for a row")
    func wrongProxyAdmin() async throws {
      var scene = ProbeScenario(rows: 20)
      (scene.server, scene.admin, scene.options.proxyAdmin) = ("cyrus", "mailadmin", "mailadmin")
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Heron-1195") }
      let result = try await scene.run()
      #expect(result.signIns == 1 && result.repeated == 0)
      #expect(result.verdicts.isEmpty && result.outcome.obstacle?.rule == "probe-sign-in")
    }

    @Test("One admin in two spellings is one admin")
    func spellings() async throws {
      var scene = ProbeScenario(
        (1...20).map { ProbeScenario.Row(login: "user\($0)*\($0 % 2 == 0 ? "MailAdmin" : "mailadmin")") })
      scene.server = "dovecot"
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Heron-1195") }
      #expect(try await scene.run().signIns == 2)
    }

    @Test("A series of passwords, as a spreadsheet fills it in, does not try the admin with each")
    func series() async throws {
      var scene = ProbeScenario(
        (1...20).map { ProbeScenario.Row(login: "user\($0)*mailadmin", password: "Wren-\(4820 + $0)") })
      scene.server = "dovecot"
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Wren-4821") }
      scene.options.connections = 8
      let result = try await scene.run()
      #expect(
        result.signIns == 3
          && result.verdicts == ["ok", "probe-sign-in", "probe-sign-in"]
            + Array(repeating: "probe-not-tried", count: 17)
      )
    }

    @Test("A mailbox that the admin may not open is no refusal of the admin")
    func notAllowed() async throws {
      var scene = ProbeScenario((1...12).map { ProbeScenario.Row(login: "user\($0)*mailadmin") })
      (scene.server, scene.faults) = ("dovecot", ["authorization-failed=1-4"])
      let result = try await scene.run()
      #expect(result.verdicts == Array(repeating: "probe-not-authorized", count: 4) + Array(repeating: "ok", count: 8))
    }

    @Test("The first row of an admin goes alone, and the others wait for it")
    func adminFirst() async throws {
      var scene = ProbeScenario((1...12).map { ProbeScenario.Row(login: "user\($0)*mailadmin") })
      (scene.server, scene.faults) = ("dovecot", ["slow:1=1"])
      let rows = NIOLockedValueBox<[Int?]>([])
      scene.onSignIn = { event in rows.withLockedValue { $0.append(event.row) } }
      #expect(Set(try await scene.run().verdicts) == ["ok"])
      #expect(rows.withLockedValue { $0.first } == 1)
    }

    @Test("One name beside several passwords: after a refusal no other is tried", arguments: [1, 4])
    func severalPasswords(_ connections: Int) async throws {
      var scene = ProbeScenario(
        (0..<10).map {
          ProbeScenario.Row(login: $0 % 2 == 0 ? "alberta@contoso.com" : "Alberta@Contoso.com", password: "Wren-\($0)")
        })
      scene.accounts = [ProbeScenario.Row(login: "alberta@contoso.com", password: "Heron-1195")]
      scene.options.connections = connections
      let result = try await scene.run()
      #expect(result.signIns == 1 && result.repeated == 0)
      #expect(result.verdicts == ["probe-sign-in"] + Array(repeating: "probe-not-tried", count: 9))
    }

    @Test("A retry that must not be made any more keeps nothing else from being done")
    func retryGivenUp() async throws {
      // The first password's try is put off; meanwhile the second one is refused, and a slow row lets the time come.
      var scene = ProbeScenario(rows: 5)
      (scene.rows[0].login, scene.rows[1].login, scene.rows[1].password) = (
        "alberta@contoso.com", "alberta@contoso.com", "Heron-1195"
      )
      scene.accounts = scene.rows
      scene.accounts![1] = scene.rows[0]
      scene.faults = ["unavailable=1/1", "slow:1=3"]
      scene.options.connections = 1
      scene.options.firstPause = .milliseconds(100)
      let result = try await scene.run()
      #expect(result.verdicts == ["probe-not-tried", "probe-sign-in", "ok", "ok", "ok"])
      #expect(result.outcome.stopReason == nil && !result.sentence(1).contains("broken off"))
    }

    /// What may happen to a row in the mixtures; nothing in them ends the run.
    private static let mishaps = [
      "refused", "authorization-failed", "account-locked", "password-expired", "unavailable", "unavailable/1",
      "try-again/2", "bye-temporary/1", "limit/1",
      "too-many/3", "throttled:1/2", "simultaneous/1", "login-bad", "no-text", "mailbox-denied", "mailbox-missing",
      "mailbox-server-bug/1", "not-connected", "referral",
      "echo-password", "foreign-tag", "ok-throttled",
    ]

    @Test("Random mixtures of faults, duplicates, several passwords and admins", arguments: UInt64(1)...6)
    func mixtures(_ seed: UInt64) async throws {
      var random = SeededGenerator(seed: seed)
      var scene = ProbeScenario(rows: 1)
      scene.server = "dovecot"
      scene.rows = (0..<300).map { _ in
        let user = "user\(Int.random(in: 0..<200, using: &random))"
        let password =
          Int.random(in: 0..<8, using: &random) == 0 ? "Heron-\(Int.random(in: 0..<3, using: &random))" : "Wren-4821"
        return switch Int.random(in: 0..<4, using: &random) {
        case 0: ProbeScenario.Row(login: "\(user)*mailadmin", password: password)
        case 1: ProbeScenario.Row(login: "\(user)*postmaster", password: "Wrong-1")
        default: ProbeScenario.Row(login: user, password: password)
        }
      }
      scene.accounts = scene.rows.map { row in
        ProbeScenario.Row(login: row.login, password: row.login.hasSuffix("*postmaster") ? "Right-1" : row.password)
      }
      scene.faults = (1...300).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { row in
        let fault = Self.mishaps.randomElement(using: &random)!.split(separator: "/")
        return "\(fault[0])=\(row)" + (fault.count > 1 ? "/\(fault[1])" : "")
      }
      scene.options.connections = Int.random(in: 1...8, using: &random)
      scene.options.firstPause = .milliseconds(1)
      let events = NIOLockedValueBox<[SignInEvent]>([])
      scene.onSignIn = { event in events.withLockedValue { $0.append(event) } }
      let result = try await scene.run()
      #expect(result.repeated == 0 && events.withLockedValue { !$0.contains(where: \.isRepeated) })
      #expect(result.verdicts.count == 300 && result.outcome.stopReason == nil, "\(result.outcome.stopReason ?? "")")
      #expect(!result.outcome.attempts.contains { $0.verdict.sentence.contains("broken off") })
      // Of the rows of one name, those of one password at most were refused.
      let refused = result.outcome.attempts.filter { $0.verdict.reach == .credential }.map { scene.rows[$0.row - 1] }
      for rows in Dictionary(grouping: refused, by: \.login).values { #expect(Set(rows.map(\.password)).count == 1) }
      #expect(refused.count > 10)
      #expect(
        !result.outcome.attempts.contains {
          $0.verdict.sentence.contains("Wren-") || $0.verdict.sentence.contains("Heron-")
        })
    }

    // MARK: The breaker of the run

    @Test("Too many refusals end the run, and few among many do not")
    func tooManyRefusals() async throws {
      var scene = ProbeScenario(rows: 100)
      scene.options.mostRefusals = 10
      scene.options.connections = 1
      scene.faults = ["refused=21-100"]
      let result = try await scene.run()
      #expect(result.signIns == 30 && result.verdicts.filter { $0 == "probe-sign-in" }.count == 10)
      #expect(result.outcome.stopReason?.contains("10 sign-ins were refused") == true)
      // One in ten.
      scene.faults = ["refused=" + stride(from: 5, through: 95, by: 10).map(String.init).joined(separator: ",")]
      #expect(try await scene.run().signIns == 100)
    }

    @Test("A host that shuts its doors after refusals is left alone")
    func ban() async throws {
      var scene = ProbeScenario(rows: 60)
      scene.faults = ["refused=1-60", "ban:5"]
      let result = try await scene.run()
      #expect(result.signIns < 10)
      #expect(
        result.outcome.stopReason?.contains("may have blocked this machine") == true,
        "\(result.outcome.stopReason ?? "none")")
      #expect(Set(result.verdicts) == ["probe-sign-in", "probe-not-tried"])
      #expect(result.outcome.attempts.contains { $0.verdict.message.contains("block this machine") })
    }

    @Test("A server that drops everybody is left alone", arguments: ["drop", "half-line"])
    func drops(_ fault: String) async throws {
      var scene = ProbeScenario(rows: 60)
      scene.faults = [fault]
      let result = try await scene.run()
      #expect(result.signIns < 10 && result.outcome.stopReason != nil)
    }

    // MARK: Pace

    @Test("Never more connections than allowed, and no fewer", arguments: [3, 6])
    func connections(_ most: Int) async throws {
      var scene = ProbeScenario(rows: most * 3)
      scene.faults = ["slow:1"]
      scene.options.connections = most
      let result = try await scene.run()
      #expect(Set(result.verdicts) == ["ok"])
      // Three rounds of a second; another connection would make it shorter, one at a time much longer.
      #expect(result.outcome.duration > .seconds(3) && result.outcome.duration < .seconds(3 * most - 1))
    }

    // With TLS the limit meets the handshake, before, within or after its first message.
    @Test("A server that takes fewer connections is given fewer", arguments: [IMAP.Session.Security.none, .implicit])
    func fewerConnections(_ security: IMAP.Session.Security) async throws {
      var scene = ProbeScenario(rows: 60)
      scene.faults = ["connection-limit:2"]
      scene.security = security
      scene.certificate = security == .none ? .none : .generated
      scene.options.connections = 8
      let result = try await scene.run()
      #expect(Set(result.verdicts) == ["ok"] && result.outcome.stopReason == nil, "\(result.outcome.stopReason ?? "")")
      #expect(result.connections < 61 + 30)
    }

    @Test("The rate is kept")
    func rate() async throws {
      var scene = ProbeScenario(rows: 30)
      scene.options.rate = 20
      scene.options.connections = 8
      let result = try await scene.run()
      #expect(Set(result.verdicts) == ["ok"])
      // 29 gaps of 50 ms, each varied by 30 %.
      #expect(result.outcome.duration > .seconds(29.0 / 20 * 0.85))
      #expect(result.outcome.duration < .seconds(29.0 / 20 * 1.2 + 5))
    }

    @Test("The pause that the server suggests is kept")
    func suggestedPause() async throws {
      var scene = ProbeScenario(rows: 6)
      scene.faults = ["throttled:1200=2/1"]
      scene.options.connections = 1
      let clock = ContinuousClock()
      let times = NIOLockedValueBox<[ContinuousClock.Instant]>([])
      scene.onSignIn = { _ in times.withLockedValue { $0.append(clock.now) } }
      #expect(Set(try await scene.run().verdicts) == ["ok"])
      let found = times.withLockedValue { $0 }
      #expect(found.count == 7)
      #expect(found[2] - found[1] > .milliseconds(1190))
    }

    @Test("A run in a pause can be stopped", .timeLimit(.minutes(1)))
    func stoppedInPause() async throws {
      var scene = ProbeScenario(rows: 6)
      scene.faults = ["throttled:3600000=2"]
      scene.options.connections = 1
      let sandbox = try await Sandbox.start(try scene.script())
      let (interrupts, source) = AsyncStream.makeStream(of: Void.self)
      let prober = Prober(try scene.plan(), scene.connection(to: sandbox), scene.options)
      let stopper = Task {
        try await Task.sleep(for: .seconds(1))
        source.yield()
      }
      let outcome = await prober.run(interrupts: interrupts)
      try await stopper.value
      try await sandbox.stop()
      #expect(outcome.stopReason == "the run was interrupted")
      #expect(
        outcome.attempts.map { $0.verdict.rule ?? "ok" } == ["ok"] + Array(repeating: "probe-not-tried", count: 5))
    }
  }
}
