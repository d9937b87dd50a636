import IMAP
import IMAPClient
import Platform
import Testing
import TestSupport

extension LoopbackTests {
  /// Hundreds of connections at once, and nothing of them left.
  @Suite struct ManyConnectionsTests {
    // A handshake is slow without the optimiser.
    @Test("signed in, looked around, gone", arguments: [(Session.Security.implicit, 40), (.none, 300)])
    func many(_ security: Session.Security, _ count: Int) async throws {
      let script: [Step] = [
        .say("* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"), .hear, .say("A1 OK [CAPABILITY IMAP4rev1] in"), .hear,
        .say("* 3 EXISTS"),
        .say("A2 OK [READ-ONLY] done"), .hear, .say("* STATUS a (MESSAGES 1)"), .say("A3 OK done"), .hear,
        .say("* STATUS b (MESSAGES 2)"), .say("A4 OK done"),
        .hear, .say("* BYE so long"), .say("A5 OK done"), .close,
      ]
      try await withServer(tls: security == .none ? nil : .made("good"), script) { server in
        let connector = try await connector(to: server, security)
        let good = try await withThrowingTaskGroup(of: Bool.self) { group in
          for _ in 0..<count {
            group.addTask {
              let connection = try await connector.open()
              let signedIn = await connection.signIn(Credential(userName: "alberta", secret: Secret("Wren-4821")))
              let opened = await connection.examine(.inbox)
              let isCounted = openConnections(port: server.port) > 0
              let counted = await connection.request(["a", "b"].map { .status(MailboxName($0), [.messages]) })
              let ended = await connection.logout()
              return isCounted && signedIn.isOK && opened.exists == 3
                && counted.compactMap { $0.statuses.first?.items[.messages] } == [1, 2] && ended.isOK
            }
          }
          return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(good == count)
        #expect(server.seen.connections == count)
        for _ in 0..<100 where server.seen.open > 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(server.seen.open == 0)
        // A server's end of a connection is freed a moment after its handler is told.
        for _ in 0..<100 where openConnections(port: server.port) > 0 { try await Task.sleep(for: .milliseconds(20)) }
        #expect(openConnections(port: server.port) == 0)
      }
    }
  }
}
