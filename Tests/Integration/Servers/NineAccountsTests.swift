import Platform
import TestSupport
import Testing

/// Nine accounts on every real server: what is hard to send arrives as it is in the file, and what is refused is
/// refused once.
@Suite(
  "Integration: nine accounts on every server", .serialized,
  .enabled(if: SystemCall.isLinux, "the servers are packages of Debian"))
struct NineAccountsTests {
  /// The account, its password where it is another one than the server's, and the verdict.
  private static let accounts: [(name: String, password: String?, verdict: String)] = [
    ("alberta", nil, "ok"), ("spaces", nil, "ok"), ("doublequote", nil, "ok"), ("backslashes", nil, "ok"),
    ("umlaut", nil, "ok"), ("braces", nil, "ok"), ("dana", "Swift-0000", "probe-sign-in"),
    ("nosuch", "Swift-0000", "probe-sign-in"), ("blanks", nil, "ok"),
  ]

  @Test("Nine accounts", arguments: MailServer.Kind.allCases)
  func accounts(_ kind: MailServer.Kind) throws {
    let server = try MailServer.start(kind)
    let rows = try Self.accounts.map { account in
      try RealProbe.Row(
        account.name, account.password ?? #require(server.facts.accounts[account.name]?.password))
    }
    let doors = server.facts.imaps == nil ? [RealProbe.Door.starttls] : [.implicit, .starttls]
    for door in doors {
      let probe = try RealProbe(server, rows, ["--try-all", "--connections", "1"], door: door)
      #expect(probe.verdicts == Self.accounts.map(\.verdict), "\(kind), \(door): \(probe.text)")
    }
  }

  @Test("A TLS proxy whose server is down is no connection limit")
  func deadBackend() throws {
    let server = try MailServer.start(.stunnel, variant: .dead)
    let probe = try RealProbe(server, [RealProbe.Row("alberta", "Wren-4821")])
    #expect(probe.obstacle?.rule == "probe-unreachable")
    #expect(probe.obstacle?.sentence.contains("the IMAP server behind the proxy") == true, "\(probe.text)")
  }
}
