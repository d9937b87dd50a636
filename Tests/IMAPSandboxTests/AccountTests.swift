import Foundation
import IMAPSandbox
import Migration
import Platform
import Testing
import TestSupport

/// Accounts from rows, what is counted of them, and that no password comes out.
@Suite("Sandbox: accounts")
struct AccountTests {
  @Test("A credential that was refused and comes again is counted; one that was put off is not")
  func repeated() async throws {
    let events = Events()
    var script = try SandboxHarness.script("any", faults: ["unavailable=2/1"])
    script.onSignIn = { events.add($0) }
    try await SandboxHarness.play(script) { sandbox in
      let client = try SandboxHarness.client(sandbox)
      for (name, password) in [
        ("alberta", "x"), ("alberta", "y"), ("alberta", "x"), ("terry.adams", "Wren-4821"),
        ("terry.adams", "Wren-4821"), ("nosuch", "x"),
      ] {
        let other = try SandboxHarness.client(sandbox)
        _ = other.ask("a LOGIN \(name)@contoso.com \(password)")
      }
      #expect(
        sandbox.attempts == [
          "alberta@contoso.com": SignInCounts(tries: 3, accepted: 0, refused: 3, repeated: 1),
          "terry.adams@contoso.com": SignInCounts(tries: 2, accepted: 1, refused: 0, repeated: 0),
          "unknown-1": SignInCounts(tries: 1, accepted: 0, refused: 1, repeated: 0),
        ])
      #expect(sandbox.connections == 7)
      _ = client
    }
    let seen = events.all
    #expect(
      seen.map(\.account) == [
        "alberta@contoso.com", "alberta@contoso.com", "alberta@contoso.com", "terry.adams@contoso.com",
        "terry.adams@contoso.com", "unknown-1",
      ])
    #expect(seen.map(\.row) == [1, 1, 1, 2, 2, nil])
    #expect(seen.map(\.isRepeated) == [false, false, true, false, false, false])
    #expect(seen.map(\.outcome) == [.refused, .refused, .refused, .fault("unavailable"), .accepted, .refused])
  }

  @Test("The admin's password is what most rows say; the row that says otherwise is refused")
  func majority() async throws {
    var script = try SandboxHarness.script("dovecot")
    script.rows[0].password = Secret("Heron-1195")
    try await SandboxHarness.play(script) { sandbox in
      #expect(
        try SandboxHarness.client(sandbox).ask("a LOGIN \"alberta*mailadmin\" Heron-1195").last?.hasPrefix(
          "a NO [AUTHENTICATIONFAILED]") == true)
      _ = try SandboxHarness.signedIn(sandbox, "alberta*mailadmin")
    }
  }

  @Test("A password has no description")
  func description() {
    let secret = Secret("Wren-4821")
    var dumped = ""
    dump(SandboxConfiguration.Row(signInName: "alberta", password: secret, number: 1), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), dumped] {
      #expect(!text.contains("Wren") && !text.contains("87, 114"))
    }
  }

  @Test(
    "Not on any address but a loopback's",
    arguments: ["0.0.0.0", "192.0.2.1", "::", "localhost.contoso.com", "128.0.0.1", "", "2130706433"])
  func loopback(address: String) async throws {
    var script = try SandboxHarness.script("any")
    script.address = address
    await #expect(throws: SandboxError.self) { try await Sandbox.start(script) }
  }

  @Test("A port that is taken is said")
  func taken() async throws {
    try await SandboxHarness.play("any") { sandbox in
      var script = try SandboxHarness.script("any")
      script.port = sandbox.port
      let error = await #expect(throws: SandboxError.self) { try await Sandbox.start(script) }
      #expect(error?.description.contains("port \(sandbox.port)") == true)
    }
  }

  @Test("50,000 accounts, and hundreds of connections at a time")
  func many() async throws {
    var script = try SandboxHarness.script("any")
    script.rows = (1...50_000).map {
      SandboxConfiguration.Row(signInName: "user\($0)@contoso.com", password: Secret("Wren-\($0)"), number: $0)
    }
    script.faults = [try FaultOrder("refused=50000")]
    try await SandboxHarness.play(script) { sandbox in
      let clients = try (0..<300).map { _ in try SandboxHarness.client(sandbox) }
      for (index, client) in clients.enumerated() {
        client.send("a LOGIN user\(index * 166 + 1)@contoso.com Wren-\(index * 166 + 1)\r\nb EXAMINE INBOX\r\n")
      }
      for client in clients { #expect(client.lines(to: "b").last?.hasPrefix("b OK") == true) }
      #expect(
        try SandboxHarness.client(sandbox).ask("a LOGIN user50000@contoso.com Wren-50000").last?.hasPrefix("a NO")
          == true)
    }
    for index in script.rows.indices {
      script.rows[index].signInName = "mailadmin"
      script.rows[index].password = Secret("Wren-4821")
      script.rows[index].root = "/users/user\(index + 1)"
    }
    script.faults = [try FaultOrder("mailbox-denied=49999")]
    try await SandboxHarness.play(script) { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "mailadmin")
      #expect(client.ask("b EXAMINE users/user50000").last?.hasPrefix("b OK") == true)
      #expect(client.ask("b EXAMINE users/user49999").last?.hasPrefix("b NO") == true)
      #expect(client.ask("c LIST \"\" users/user4999%", within: 20).count == 12)
      #expect(client.ask("d LIST \"\" users/user49%", within: 60).count == 1112)
    }
  }
}

/// What the sandbox reports, gathered.
private final class Events: @unchecked Sendable {
  private let lock = NSLock()
  private var events: [SignInEvent] = []

  func add(_ event: SignInEvent) { lock.withLock { events.append(event) } }
  var all: [SignInEvent] { lock.withLock { events } }
}
