import IMAPClient
import IMAPSandbox
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// Damaged answers: two hundred seeded runs through a proxy that changes what the server sends.
  @Suite("Damaged answers") struct MutationTests {
    @Test("No crash, no hang, no false success, no password", .timeLimit(.minutes(10)), arguments: UInt64(0)..<10)
    func damaged(_ part: UInt64) async throws {
      var scene = ProbeScenario(rows: 4)
      scene.faults = ["refused=2,3"]
      scene.signInTimeout = .milliseconds(150)
      scene.greetingTimeout = .milliseconds(150)
      scene.options.connections = 2
      let sandbox = try await Sandbox.start(try scene.script())
      let plan = try scene.plan()
      for seed in part * 20..<part * 20 + 20 {
        let proxy = try await MutatingProxy.start(to: sandbox.port, seed: seed)
        var connection = scene.connection(to: sandbox)
        connection.endpoint.port = proxy.port
        connection.timeouts.command = .milliseconds(150)
        connection.timeouts.session = .seconds(1)
        let outcome = await Prober(plan, connection, scene.options).run()
        for attempt in outcome.attempts {
          #expect(!attempt.verdict.isGood || ![2, 3].contains(attempt.row), "seed \(seed), row \(attempt.row)")
          #expect(!attempt.verdict.sentence.contains("Wren"), "seed \(seed): \(attempt.verdict.sentence)")
        }
        #expect(outcome.obstacle?.sentence.contains("Wren") != true)
        try await proxy.stop()
      }
      // Each of the twenty runs sends a credential once: what was refused in one is sent by the next, and by no retry.
      for (account, attempt) in sandbox.attempts where ["user2@contoso.com", "user3@contoso.com"].contains(account) {
        #expect(attempt.tries <= 20, "\(account): \(attempt.tries)")
      }
      try await sandbox.stop()
    }
  }
}
