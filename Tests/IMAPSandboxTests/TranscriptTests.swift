import IMAPSandbox
import Migration
import Platform
import TestSupport
import Testing

/// What real servers were seen to answer, answered by the sandbox.
@Suite("Sandbox: transcripts")
struct TranscriptTests {
  /// SASL PLAIN's base64.
  private static func plain(_ target: String, _ name: String, _ password: String = SandboxHarness.password) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    let bits = Array("\(target)\0\(name)\0\(password)".utf8).flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    var text = ""
    for start in stride(from: 0, to: bits.count, by: 6) {
      text.append(alphabet[(0..<6).reduce(0) { $0 * 2 + (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }])
    }
    return text + String(repeating: "=", count: (4 - text.count % 4) % 4)
  }

  private func answers(_ sandbox: Sandbox, _ commands: String...) throws -> [String] {
    try commands.map { try #require(try SandboxHarness.client(sandbox).ask($0).last) }
  }

  @Test("Dovecot: who may open what")
  func dovecotSignIns() async throws {
    try await SandboxHarness.play("dovecot") { sandbox in
      let failed = "a NO [AUTHENTICATIONFAILED] Authentication failed."
      let refused = try answers(
        sandbox, #"a LOGIN "alberta*mailadmin" bad"#, #"a LOGIN "alberta*nobody" x"#,
        #"a LOGIN "mailadmin*alberta" "Wren-4821""#,
        #"a LOGIN "alberta*x*mailadmin" "Wren-4821""#, #"a LOGIN "mailadmin" "Wren-4821""#,
        #"a LOGIN "alberta*" "Wren-4821""#, #"a LOGIN "al berta*mailadmin" "Wren-4821""#,
        "a AUTHENTICATE PLAIN \(Self.plain("nosuch", "alberta", "x"))")
      #expect(refused == Array(repeating: failed, count: refused.count))
      #expect(
        try answers(
          sandbox, #"a LOGIN "nosuch*mailadmin" "Wren-4821""#,
          "a AUTHENTICATE PLAIN \(Self.plain("nosuch", "mailadmin"))")
          == Array(repeating: "a NO [AUTHORIZATIONFAILED] Authorization failed", count: 2))
      for good in [
        #"a LOGIN "ALBERTA*mailadmin" "Wren-4821""#, "a AUTHENTICATE PLAIN \(Self.plain("alberta", "mailadmin"))",
        "a AUTHENTICATE plain \(Self.plain("", "alberta*mailadmin"))",
      ] {
        #expect(try answers(sandbox, good).first?.hasSuffix("] Logged in") == true)
      }
    }
  }

  @Test("Dovecot: what is wrong with a command")
  func dovecotErrors() async throws {
    try await SandboxHarness.play("dovecot") { sandbox in
      #expect(try answers(sandbox, "a AUTHENTICATE XOAUTH2") == ["a NO [ALERT] Unsupported authentication mechanism."])
      let client = try SandboxHarness.client(sandbox)
      client.send("a AUTHENTICATE PLAIN\r\n")
      #expect(client.line() == "+ ")
      client.send("*\r\n")
      #expect(client.line() == "a BAD Authentication aborted by client.")
      client.send("b AUTHENTICATE PLAIN\r\n")
      #expect(client.line() == "+ ")
      client.send("@@@\r\n")
      #expect(client.line() == "b NO [ALERT] Invalid base64 in response")
      let bad = try SandboxHarness.client(sandbox)
      for tag in ["a", "b"] {
        #expect(bad.ask("\(tag) FOO").last == "\(tag) BAD Error in IMAP command received by server.")
      }
      #expect(bad.ask("c BAZ") == ["* BYE Too many invalid IMAP commands."] && bad.hasEnded)
      let long = try SandboxHarness.client(sandbox)
      long.send("a LOGIN alberta \"" + String(repeating: "x", count: 9000))
      #expect(long.line() == "* BYE Input buffer full, aborting")
      #expect(long.line() == nil && long.hasEnded)
      let braces = try SandboxHarness.client(sandbox)
      #expect(
        braces.ask(#"a LOGIN alberta {%]"#).last?.hasPrefix("a BAD Error in IMAP command LOGIN: Invalid literal size")
          == true)
      #expect(
        braces.ask(#"b LOGIN alberta pass*word"#).last?.hasPrefix(
          "b BAD Error in IMAP command LOGIN: Invalid characters in atom") == true)
    }
  }

  @Test("Dovecot: mailboxes, and others' in a shared namespace")
  func dovecotMailboxes() async throws {
    try await SandboxHarness.play("dovecot") { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "alberta*mailadmin")
      #expect(client.ask("b NAMESPACE").first == "* NAMESPACE ((\"\" \"/\")) NIL NIL")
      #expect(client.ask("d SELECT \"no/such\"").last?.hasPrefix("d NO Mailbox doesn't exist: no/such") == true)
      #expect(
        client.ask("f EXAMINE \"/users/alberta\"").last?.hasPrefix(
          "f NO [CANNOT] Invalid mailbox name: Begins with hierarchy separator") == true)
      #expect(client.ask("g LIST \"\" \"/users/alberta\"") == ["g OK List completed (0.001 + 0.000 secs)."])
      #expect(client.ask("z LOGOUT") == ["* BYE Logging out", "z OK Logout completed (0.001 + 0.000 secs)."])
      #expect(client.line() == nil && client.hasEnded)
    }
    var script = try SandboxHarness.script("dovecot")
    for index in script.rows.indices {
      script.rows[index].signInName = "mailadmin"
      script.rows[index].root = "/users/" + ["alberta", "terry.adams", "edith"][index]
    }
    script.rows.append(SandboxConfiguration.Row(signInName: "plain", password: Secret("Heron-1195"), number: 4))
    try await SandboxHarness.play(script) { sandbox in
      let admin = try SandboxHarness.signedIn(sandbox, "mailadmin")
      #expect(admin.ask("b NAMESPACE").first == "* NAMESPACE ((\"\" \"/\")) ((\"users/\" \"/\")) NIL")
      #expect(
        admin.ask("d LIST \"\" \"users/%\"").dropLast()
          == ["alberta", "edith", "terry.adams"].map { "* LIST (\\HasChildren) \"/\" users/\($0)" })
      #expect(
        admin.ask("e LIST \"\" users/alberta/Projects/*").first
          == "* LIST (\\HasNoChildren) \"/\" users/alberta/Projects/2020")
      #expect(admin.ask("f EXAMINE users/terry.adams").last?.hasPrefix("f OK [READ-ONLY]") == true)
      #expect(admin.ask("h EXAMINE users/alberta/Projects/2020").last?.hasPrefix("h OK [READ-ONLY]") == true)
      #expect(admin.ask("i EXAMINE users/nosuch").last?.hasPrefix("i NO Mailbox doesn't exist: users/nosuch") == true)
      let plain = try SandboxHarness.signedIn(sandbox, "plain", "Heron-1195")
      #expect(plain.ask("b EXAMINE users/alberta").last?.hasPrefix("b NO Mailbox doesn't exist: users/alberta") == true)
      #expect(plain.ask("c LIST \"\" users/*") == ["c OK List completed (0.001 + 0.000 secs)."])
    }
  }

  @Test("Dovecot's ACLs: LIST shows what EXAMINE denies")
  func dovecotACL() async throws {
    try await SandboxHarness.play("dovecot", "mailbox-hidden=1") { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "alberta*mailadmin")
      #expect(client.ask("b LIST \"\" INBOX").first == "* LIST (\\HasNoChildren) \"/\" INBOX")
      #expect(client.ask("c EXAMINE INBOX") == ["c NO Mailbox doesn't exist: INBOX (0.001 + 0.000 secs)."])
      let listed = client.ask("e LIST \"\" INBOX RETURN (STATUS (MESSAGES))")
      #expect(
        listed == [
          "* LIST (\\HasNoChildren) \"/\" INBOX", "* NO Mailbox doesn't exist: INBOX (0.001 + 0.000 secs).",
          "e OK List completed (0.001 + 0.000 secs).",
        ])
    }
  }

  @Test("Courier: virtual shared folders, in which a full stop is a blank")
  func courier() async throws {
    var script = try SandboxHarness.script("courier")
    script.rows.append(SandboxConfiguration.Row(signInName: "plain", password: Secret("Heron-1195"), number: 4))
    try await SandboxHarness.play(script) { sandbox in
      let admin = try SandboxHarness.signedIn(sandbox, "mailadmin")
      #expect(
        admin.ask("b NAMESPACE").first
          == "* NAMESPACE ((\"INBOX.\" \".\")) NIL ((\"#shared.\" \".\")(\"shared.\" \".\"))")
      #expect(admin.ask("c LIST \"\" \"*\"").allSatisfy { !$0.contains("#shared") })
      #expect(
        admin.ask("d LIST \"\" \"#shared.%\"").first == "* LIST (\\Noselect \\HasChildren) \".\" \"#shared.users\"")
      #expect(
        admin.ask("e LIST \"\" \"#shared.users.alberta\"").first
          == "* LIST (\\HasChildren) \".\" \"#shared.users.alberta\"")
      #expect(admin.ask("g EXAMINE \"#shared.users.alberta\"").last == "g OK [READ-ONLY] Ok")
      #expect(admin.ask("i EXAMINE \"#shared.users.terry adams\"").last == "i OK [READ-ONLY] Ok")
      for (tag, name) in [
        ("h", "#shared.users.terry.adams"), ("j", "#shared.users.nosuch"), ("k", "/users/alberta"),
        ("l", "users/alberta"),
      ] {
        #expect(
          admin.ask("\(tag) EXAMINE \"\(name)\"") == ["\(tag) NO Mailbox does not exist, or must be subscribed to."])
      }
      #expect(admin.ask("m LIST \"\" \"/users/alberta\"") == ["m OK LIST completed"])
      #expect(
        admin.ask("o GETQUOTAROOT \"#shared.users.alberta\"").dropLast() == [
          "* QUOTAROOT \"#shared.users.alberta\" \"PUBLIC\"", "* QUOTA \"PUBLIC\"",
        ])
      let plain = try SandboxHarness.signedIn(sandbox, "plain", "Heron-1195")
      #expect(plain.ask("c LIST \"\" \"#shared.users.%\"") == ["c OK LIST completed"])
      #expect(
        plain.ask("d EXAMINE \"#shared.users.alberta\"") == [
          "d NO Access denied for SELECT/EXAMINE on #shared.users.alberta (ACL \"r\" required)"
        ])
    }
  }

  @Test("Courier does not look at the authorization identity: the admin's own mailbox is opened")
  func courierAuthorization() async throws {
    try await SandboxHarness.play("courier") { sandbox in
      let own = try SandboxHarness.signedIn(sandbox, "mailadmin").ask("b EXAMINE INBOX")
      let client = try SandboxHarness.client(sandbox)
      #expect(client.ask("a AUTHENTICATE PLAIN \(Self.plain("alberta", "mailadmin"))") == ["a OK LOGIN Ok."])
      #expect(client.ask("b EXAMINE INBOX") == own)
      #expect(client.ask("b EXAMINE \"#shared.users.alberta\"") != own)
      #expect(try answers(sandbox, "a LOGIN \"alberta*mailadmin\" \"Wren-4821\"") == ["a NO Login failed."])
    }
  }

  @Test("Cyrus: an admin acts for others, even for one who does not exist")
  func cyrus() async throws {
    var script = try SandboxHarness.script("cyrus")
    script.admin = "mailadmin"
    try await SandboxHarness.play(script) { sandbox in
      let client = try SandboxHarness.client(sandbox)
      let signedIn = try #require(
        client.ask("a AUTHENTICATE PLAIN \(Self.plain("alberta@contoso.com", "mailadmin"))").last)
      #expect(signedIn.hasPrefix("a OK [CAPABILITY ") && signedIn.contains("] Success (tls protection) SESSIONID=<"))
      #expect(client.ask("b EXAMINE INBOX").last == "b OK [READ-ONLY] Completed")
      let ghost = try SandboxHarness.client(sandbox)
      #expect(ghost.ask("a AUTHENTICATE PLAIN \(Self.plain("nosuch", "mailadmin"))").last?.hasPrefix("a OK ") == true)
      #expect(ghost.ask("b EXAMINE INBOX") == ["b NO Mailbox does not exist"])
      #expect(
        try answers(
          sandbox, "a AUTHENTICATE PLAIN \(Self.plain("alberta@contoso.com", "mailadmin", "wrong"))",
          "a AUTHENTICATE PLAIN \(Self.plain("alberta@contoso.com", "edith@contoso.com"))")
          == Array(repeating: "a NO authentication failure", count: 2))
      // The rows hold the admin's password; it is not the users' own.
      #expect(
        try answers(sandbox, "a LOGIN alberta@contoso.com \"Wren-4821\"") == [
          "a NO Login failed: authentication failure"
        ])
      #expect(sandbox.attempts["alberta@contoso.com"] == SignInCounts(tries: 4, accepted: 1, refused: 3, repeated: 0))
    }
    var rooted = try SandboxHarness.script("cyrus")
    for index in rooted.rows.indices {
      rooted.rows[index].signInName = "cyrusadm"
      rooted.rows[index].root = "/user/" + ["alberta", "terry.adams", "edith"][index]
    }
    rooted.faults = [try FaultOrder("mailbox-denied=3")]
    try await SandboxHarness.play(rooted) { sandbox in
      let admin = try SandboxHarness.signedIn(sandbox, "cyrusadm")
      #expect(admin.ask("d NAMESPACE").first == "* NAMESPACE NIL ((\"user/\" \"/\")) ((\"\" \"/\"))")
      for name in ["user/alberta", "/user/alberta"] {
        #expect(admin.ask("j EXAMINE \(name)").last == "j OK [READ-ONLY] Completed")
      }
      #expect(admin.ask("g EXAMINE user/nosuch") == ["g NO Mailbox does not exist"])
      #expect(admin.ask("c EXAMINE user/edith") == ["c NO Permission denied"])
    }
  }

  @Test("Exchange: every shape of a delegate's name, and no longer command than it takes")
  func exchange() async throws {
    var script = try SandboxHarness.script("exchange")
    script.rows.append(
      SandboxConfiguration.Row(
        signInName: "mailadmin@contoso.com/quentin", password: Secret(SandboxHarness.password), number: 4))
    script.rows.append(
      SandboxConfiguration.Row(signInName: "contoso\\wendy", password: Secret("Heron-1195"), number: 5))
    script.faults = [try FaultOrder("not-connected=2")]
    try await SandboxHarness.play(script) { sandbox in
      for name in [
        "contoso/mailadmin/alberta", "CONTOSO/mailadmin/Alberta", "mailadmin@contoso.com/quentin",
        "mailadmin@contoso.com/alberta",
      ] {
        #expect(
          try SandboxHarness.signedIn(sandbox, name).ask("b EXAMINE INBOX").last
            == "b OK [READ-ONLY] EXAMINE completed.")
      }
      _ = try SandboxHarness.signedIn(sandbox, "contoso\\wendy", "Heron-1195")
      _ = try SandboxHarness.signedIn(sandbox, "contoso/mailadmin")
      let client = try SandboxHarness.signedIn(sandbox, "contoso/mailadmin/terry.adams")
      for command in ["EXAMINE INBOX", "STATUS INBOX (MESSAGES)"] {
        #expect(client.ask("b \(command)") == ["b BAD User is authenticated but not connected."])
      }
      let bad = [
        #"a LOGIN "contoso//alberta" "Wren-4821""#, #"a LOGIN "contoso/mailadmin/" "Wren-4821""#,
        #"a LOGIN "contoso/mailadmin/alberta/x" "Wren-4821""#, #"a LOGIN "other/mailadmin/alberta" "Wren-4821""#,
      ]
      for command in bad { #expect(try answers(sandbox, command) == ["a NO LOGIN failed."]) }
      let long = try SandboxHarness.client(sandbox)
      long.send("a LOGIN alberta {20000}\r\n")
      #expect(long.line() == "* BYE Connection is closed. 14")
    }
  }

  @Test("hMailServer refuses one's own authorization identity where no master is set; Oracle's admin acts by a command")
  func others() async throws {
    try await SandboxHarness.play("hmailserver") { sandbox in
      let name = "alberta@contoso.com"
      #expect(try answers(sandbox, "a LOGIN \(name) Wren-4821").first?.hasPrefix("a OK") == true)
      let client = try SandboxHarness.client(sandbox)
      client.send("a AUTHENTICATE PLAIN\r\n")
      #expect(client.line() == "+ ")
      client.send(Self.plain(name, name) + "\r\n")
      #expect(client.line() == "a BAD No master user defined.")
    }
    var script = try SandboxHarness.script("oracle-messaging")
    script.admin = "mailadmin"
    try await SandboxHarness.play(script) { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "mailadmin")
      let own = client.ask("b EXAMINE INBOX")
      #expect(client.ask("c PROXYAUTH nosuch").last == "c NO Proxy authentication failed")
      #expect(client.ask("c PROXYAUTH alberta@contoso.com").last == "c OK PROXYAUTH completed")
      #expect(client.ask("b EXAMINE INBOX") != own)
      #expect(client.ask("d PROXYAUTH edith@contoso.com").last == "d NO Proxy authentication failed")
    }
  }
}
