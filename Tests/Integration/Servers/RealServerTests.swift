import Platform
import Testing
import TestSupport

/// `batchlint probe` and the real Dovecot, Courier and Cyrus: what each row comes to, and, by the server's own
/// log, what was sent for it.
@Suite(
  "Integration: real servers", .serialized,
  .enabled(if: SystemCall.isLinux, "the servers are packages of Debian"))
struct RealServerTests {
  private typealias Row = RealProbe.Row
  private typealias RowOutcome = MailServer.Attempt

  private let wrong = "Swift-0000"

  private func row(_ name: String, of server: MailServer, root: String? = nil) throws -> Row {
    Row(name, try #require(server.facts.accounts[name]).password, root: root)
  }

  // MARK: Dovecot

  @Test("A master user opens the mailboxes that are there; the one that is not says so, and that the master is right")
  func master() throws {
    let server = try MailServer.start(.dovecot)
    let rows = ["alberta", "nosuch", "terry.adams", "bobby@contoso.com"].map {
      Row("\($0)*mailadmin", server.facts.admin.password)
    }
    let probe = try RealProbe(server, rows, ["--server", "dovecot"])
    #expect(probe.verdicts == ["ok", "probe-not-authorized", "ok", "ok"])
    #expect(
      probe.sentences[1].contains("the admin's credentials are right")
        && probe.sentences[1].contains("[AUTHORIZATIONFAILED]"))
    #expect(probe.status == 1)
    let judged = try server.attempts().sorted { $0.name < $1.name }
    #expect(
      judged == [
        RowOutcome(name: "alberta*mailadmin", accepted: true),
        RowOutcome(name: "bobby@contoso.com*mailadmin", accepted: true),
        RowOutcome(name: "nosuch", accepted: false), RowOutcome(name: "terry.adams*mailadmin", accepted: true),
      ])
  }

  @Test("A master's wrong password is sent for two rows and no more, not when the run goes on either")
  func wrongMaster() throws {
    let server = try MailServer.start(.dovecot)
    let folder = try TemporaryFolder()
    let rows = ["alberta", "terry.adams", "dana", "bobby@contoso.com", "alberta"].map {
      Row("\($0)*mailadmin", wrong)
    }
    let expected = ["probe-sign-in", "probe-sign-in", "probe-not-tried", "probe-not-tried", "probe-sign-in"]
    // The last row is the first one again, which a check would not let through.
    for options in [[], ["--resume"]] {
      let probe = try RealProbe(server, rows, ["--server", "dovecot", "--try-all"] + options, in: folder)
      #expect(probe.verdicts == expected)
      #expect(probe.sentences[2].contains("the server rejected the admin's sign-ins"))
      #expect(
        try server.attempts() == [
          RowOutcome(name: "mailadmin", accepted: false), RowOutcome(name: "mailadmin", accepted: false),
        ])
    }
  }

  @Test("TLS from the first byte, by STARTTLS, and none on loopback lead to the same mailboxes")
  func doors() throws {
    let server = try MailServer.start(.dovecot)
    for door in RealProbe.Door.allCases {
      let probe = try RealProbe(server, [row("alberta", of: server), row("terry.adams", of: server)], door: door)
      #expect(probe.verdicts == ["ok", "ok"])
      #expect(probe.status == 0)
    }
  }

  @Test("A certificate of an authority that nobody knows is not taken, and the authority is named")
  func unknownAuthority() throws {
    try expectObstacle(
      "the certificate is signed by Tests of batchlint, which is not trusted", MailServer.start(.dovecot),
      trusts: false)
  }

  @Test(
    "A bad certificate is named by what is wrong with it, and no password is sent",
    arguments: [
      (MailServer.Certificate.wrongName, "the certificate is for imap.fabrikam.test, not for localhost"),
      (.expired, "the certificate of localhost expired on "),
      (.selfSigned, "the certificate is self-signed"),
    ])
  func certificates(_ certificate: MailServer.Certificate, _ words: String) throws {
    let server = try MailServer.start(.dovecot, certificate: certificate)
    try expectObstacle(words, server)
    try expectObstacle(words, server, door: .starttls)
  }

  @Test(
    "A server without TLS 1.2 is told from others",
    arguments: [
      (MailServer.Kind.dovecot, "closes the connection within the TLS handshake: it does not support TLS 1.2"),
      (.courier, "does not support TLS 1.2, which Microsoft 365 requires"),
      (.cyrus, "does not support TLS 1.2, which Microsoft 365 requires"),
    ])
  func old(_ kind: MailServer.Kind, _ words: String) throws {
    try expectObstacle(words, MailServer.start(kind, variant: .old))
  }

  private func expectObstacle(
    _ words: String, _ server: MailServer, door: RealProbe.Door = .implicit, trusts: Bool = true
  ) throws {
    let probe = try RealProbe(server, [row("alberta", of: server)], door: door, trusts: trusts)
    #expect(probe.obstacle?.rule == "probe-tls")
    #expect(probe.obstacle?.sentence.contains(words) == true, "\(probe.text)")
    #expect(probe.verdicts == ["-"])
    #expect(probe.status == 2)
    #expect(try server.attempts().isEmpty)
  }

  @Test(
    "ACLs: who is let in and sees no mailbox is found out; roots lead into the shared namespace as far as rights go")
  func sharing() throws {
    let server = try MailServer.start(.dovecot, variant: .shared)
    let auditor = try row("auditor", of: server).password
    let lie = try RealProbe(server, [Row("alberta*auditor", auditor)], ["--server", "dovecot"])
    #expect(lie.verdicts == ["probe-mailbox-missing"])
    #expect(try server.attempts() == [RowOutcome(name: "alberta*auditor", accepted: true)])

    let rows = ["alberta", "terry.adams", "dana", "nosuch"].map {
      Row("mailadmin", server.facts.admin.password, root: "/users/\($0)")
    }
    let roots = try RealProbe(server, rows, ["--server", "courier", "--admin", "mailadmin"])
    #expect(roots.verdicts == ["ok", "ok", "probe-root-missing", "probe-root-missing"])
    #expect(try server.attempts().count == 2, "four rows, one sign-in")
  }

  @Test("Accounts that cannot be used are told apart, and each is asked as often as it may be")
  func unusable() throws {
    let server = try MailServer.start(.dovecot)
    let cases = [
      ("expired", "Curlew-1182", "probe-account-unusable", "the password has expired", 1),
      ("retired", "Curlew-1182", "probe-account-unusable", "[CONTACTADMIN] Account_closed", 1),
      // Dovecot does not tell a disabled account from a wrong password.
      ("disabled", "Curlew-1182", "probe-sign-in", "[AUTHENTICATIONFAILED]", 1),
      ("faulty", "Curlew-1182", "probe-temporary", "[UNAVAILABLE]", 3),
      ("homeless", "Curlew-1181", "probe-undetermined", "closed the connection without an answer to the sign-in", 1),
      ("broken", "Curlew-1180", "probe-mailbox-broken", "[SERVERBUG]", 2),
      ("nosuch", "Curlew-1182", "probe-sign-in", "[AUTHENTICATIONFAILED]", 1),
    ]
    let probe = try RealProbe(server, cases.map { Row($0.0, $0.1) }, ["--server", "any"])
    let judged = try server.attempts()
    for (index, (name, _, rule, words, tries)) in cases.enumerated() {
      #expect(probe.verdicts[index] == rule)
      #expect(probe.sentences[index].contains(words))
      #expect(judged.count { $0.name == name } == tries, "\(name)")
    }
  }

  @Test("A slow refusal is waited for and not repeated; where a sign-in needs TLS, none is sent")
  func strict() throws {
    let server = try MailServer.start(.dovecot, variant: .strict)
    let probe = try RealProbe(server, [Row("alberta", wrong), row("terry.adams", of: server)])
    #expect(probe.verdicts == ["probe-sign-in", "ok"])
    #expect(try #require(probe.times[0]) > 1_400)
    let open = try RealProbe(
      server, [row("dana", of: server)], ["--allow-plaintext"], door: .none, host: #require(server.facts.otherAddress)
    )
    #expect(open.verdicts == ["probe-sign-in-disabled"])
    let judged = try server.attempts().sorted { $0.name < $1.name }
    #expect(
      judged == [RowOutcome(name: "alberta", accepted: false), RowOutcome(name: "terry.adams", accepted: true)])
  }

  @Test("--inspect counts what lies there, and finds the message that is too large")
  func inspection() throws {
    let server = try MailServer.start(.dovecot)
    let probe = try RealProbe(server, [row("heavy", of: server), row("alberta", of: server)], ["--inspect"])
    #expect(probe.verdicts == ["ok", "ok"])
    #expect(probe.sentences[0].contains("1 message over 35 MB"))
    #expect(probe.sentences[1].isEmpty)
    #expect(probe.text.contains("7 messages in 4 folders, 35 MB"))
  }

  // MARK: Every server

  @Test(
    "Passwords that are hard to send arrive as they stand in the file",
    arguments: [MailServer.Kind.dovecot, .courier, .cyrus])
  func oddPasswords(_ kind: MailServer.Kind) throws {
    let server = try MailServer.start(kind)
    let names = ["quote", "brackets", "literal", "blanks", "commas", "colons", "umlaut", "long", "latin"]
    let probe = try RealProbe(server, names.map { try row($0, of: server) }, ["--try-all"])
    // The last one's bytes are another encoding's: what is sent is UTF-8.
    #expect(probe.verdicts == names.map { $0 == "latin" ? "probe-sign-in" : "ok" })
    let judged = try server.attempts()
    #expect(judged.count == names.count)
    // Courier's log does not name whom it refuses by SASL.
    #expect(judged.filter { !$0.accepted }.map(\.name) == [kind == .courier ? "" : "latin"])
  }

  // MARK: Courier

  @Test("Courier: roots open under the names of shared folders, which are named; one sign-in does for all")
  func courierRoots() throws {
    let server = try MailServer.start(.courier)
    let names = ["alberta", "terry.adams", "bobby@contoso.com", "nosuch"]
    let rows = names.map { Row("mailadmin", server.facts.admin.password, root: "/users/\($0)") }
    let probe = try RealProbe(server, rows, ["--server", "courier", "--admin", "mailadmin"])
    #expect(probe.verdicts == ["probe-root-other", "probe-root-other", "probe-root-other", "probe-root-missing"])
    for (index, name) in ["alberta", "terry adams", "bobby@contoso com"].enumerated() {
      #expect(probe.sentences[index].hasSuffix("#shared.users.\(name)"))
    }
    #expect(probe.sentences[3].contains("tried: /users/nosuch, users/nosuch, users.nosuch, #shared.users.nosuch"))
    #expect(try server.attempts() == [RowOutcome(name: "mailadmin", accepted: true)])
  }

  @Test("Courier ignores for whom an admin signs in: his own mailbox is known again")
  func wrongMailbox() throws {
    let server = try MailServer.start(.courier)
    let rows = ["alberta", "terry.adams"].map { Row($0, server.facts.admin.password) }
    let probe = try RealProbe(server, rows, ["--admin", "mailadmin", "--proxy-auth", "--connections", "1"])
    #expect(probe.verdicts == ["probe-wrong-mailbox", "probe-wrong-mailbox"])
    #expect(try server.attempts().allSatisfy { $0 == RowOutcome(name: "mailadmin", accepted: true) })
  }

  @Test(
    "Courier closes connections above its limit before the greeting: fewer at a time, and all rows get a verdict"
  )
  func connectionLimit() throws {
    let server = try MailServer.start(.courier, variant: .strict)
    let names = ["alberta", "terry.adams", "dana", "bobby@contoso.com"]
    let probe = try RealProbe(server, names.map { try row($0, of: server) }, ["--connections", "4"])
    #expect(probe.verdicts == ["ok", "ok", "ok", "ok"])
    #expect(try server.attempts().map(\.name).sorted() == names.sorted())
  }

  // MARK: Cyrus

  @Test(
    "Cyrus lets an admin in for everybody, also for who is not there: the mailbox decides",
    arguments: ["mailproxy", "mailadmin"])
  func proxy(_ admin: String) throws {
    let server = try MailServer.start(.cyrus)
    let password = try row(admin, of: server).password
    let rows = ["alberta", "nosuch", "boxless", "terry.adams"].map { Row($0, password) }
    let probe = try RealProbe(server, rows, ["--admin", admin, "--proxy-auth"])
    #expect(probe.verdicts == ["ok", "probe-mailbox-missing", "probe-mailbox-missing", "ok"])
    #expect(try server.attempts().allSatisfy(\.accepted))
  }

  @Test("A proxy admin's wrong password is sent once")
  func wrongProxy() throws {
    let server = try MailServer.start(.cyrus)
    let probe = try RealProbe(
      server, ["alberta", "terry.adams", "dana"].map { Row($0, wrong) }, ["--admin", "mailproxy", "--proxy-auth"])
    #expect(probe.obstacle?.rule == "probe-sign-in")
    #expect(probe.obstacle?.sentence.contains("the admin signs in first") == true, "\(probe.obstacle?.sentence ?? "")")
    #expect(probe.verdicts == ["-", "-", "-"])
    #expect(probe.status == 1)
    #expect(try server.attempts() == [RowOutcome(name: "mailproxy", accepted: false)])
  }

  @Test("Cyrus as admin: roots with a slash in front, no right and no mailbox; without TLS no password leaves")
  func cyrusRoots() throws {
    let server = try MailServer.start(.cyrus)
    let rows = ["alberta", "terry.adams", "nosuch"].map {
      Row("mailadmin", server.facts.admin.password, root: "/user/\($0)")
    }
    let probe = try RealProbe(server, rows, ["--server", "cyrus", "--try-all"])
    #expect(probe.verdicts == ["ok", "probe-not-authorized", "probe-root-missing"])
    #expect(probe.sentences[1].contains("Permission denied"))
    let open = try RealProbe(server, [row("alberta", of: server)], door: .none)
    #expect(open.verdicts == ["probe-sign-in-disabled"])
    #expect(try server.attempts() == [RowOutcome(name: "mailadmin", accepted: true)])
  }
}
