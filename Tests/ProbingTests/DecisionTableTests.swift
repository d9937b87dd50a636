import IMAP
import IMAPClient
import IMAPSandbox
import Probing
import Testing

extension ProbeTests {
  /// What a server does, and what a probe makes of it: the verdict, how often the credential was sent, and a key word.
  @Suite("The decision table") struct DecisionTableTests {
    struct Case: Sendable, CustomTestStringConvertible {
      var fault: String
      var rule: String
      /// Sign-ins of the row, or connections where nobody could sign in.
      var tries: Int
      var word: String
      /// No row after this one is tried.
      var ends = false
      var testDescription: String { fault }

      init(_ fault: String, _ rule: String, _ tries: Int, _ word: String, ends: Bool = false) {
        (self.fault, self.rule, self.tries, self.word, self.ends) = (fault, rule, tries, word, ends)
      }
    }

    // MARK: A row that fails, between two that do not

    static let signIn = [
      Case("refused", "probe-sign-in", 1, "sign-in rejected: wrong sign-in name or password"),
      Case("authorization-failed", "probe-not-authorized", 1, "admin's credentials are right"),
      Case("password-expired", "probe-account-unusable", 1, "has expired"),
      Case("password-must-change", "probe-account-unusable", 1, "has expired"),
      Case("account-closed", "probe-account-unusable", 1, "cannot be used"),
      Case("account-disabled", "probe-account-unusable", 1, "locked or disabled"),
      Case("account-locked", "probe-account-unusable", 1, "locked or disabled"),
      Case("privacy-required", "probe-sign-in-disabled", 1, "without TLS", ends: true),
      Case("unavailable", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("in-use", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("server-bug", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      // No server is known for these words: the credential may have been refused.
      Case("try-again", "probe-temporary", 1, "temporarily cannot check the sign-in"),
      Case("bye-temporary", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("limit", "probe-throttled", 5, "come back later"),
      Case("too-many", "probe-throttled", 5, "come back later"),
      Case("simultaneous", "probe-throttled", 5, "come back later"),
      Case("throttled:5", "probe-throttled", 5, "come back later"),
      Case("app-password", "probe-account-unusable", 1, "app password"),
      Case("web-alert", "probe-account-unusable", 1, "web browser"),
      Case("imap-disabled", "probe-account-unusable", 1, "IMAP is off"),
      Case("referral", "probe-account-unusable", 1, "another server"),
      Case("login-bad", "probe-protocol", 1, "does not understand"),
      // What was sent and not answered may have been refused: it is not sent again, though the table would allow it.
      Case("drop", "probe-undetermined", 1, "without an answer"),
      Case("bye-drop", "probe-undetermined", 1, "without an answer"),
      Case("half-line", "probe-undetermined", 1, "without an answer"),
      Case("slow:1", "ok", 1, "opens"),
      Case("ok-throttled", "probe-throttled", 1, "the mailbox opens, but the server throttles"),
      Case("bare-lf", "ok", 1, "opens"),
      Case("no-text", "probe-sign-in", 1, "sign-in rejected"),
      Case("nul-bytes", "probe-sign-in", 1, "Log^@in fai^@led"),
      Case("control-characters", "probe-sign-in", 1, "^["),
      Case("echo-password", "probe-sign-in", 1, "••••"),
      Case("echo-base64", "probe-sign-in", 1, "••••"),
      Case("foreign-tag", "probe-protocol", 1, "unknown tag"),
      Case("huge-literal", "probe-protocol", 1, "a literal of 4294967296 bytes"),
      Case("endless-untagged", "probe-protocol", 1, "more than"),
      Case("endless-line", "probe-protocol", 1, "a line longer than"),
    ]

    static let mailbox = [
      Case("mailbox-missing", "probe-mailbox-missing", 1, "does not exist or is not visible"),
      Case("mailbox-nonexistent", "probe-mailbox-missing", 1, "does not exist or is not visible"),
      Case("mailbox-hidden", "probe-mailbox-missing", 1, "does not exist or is not visible"),
      Case("no-folders", "probe-mailbox-missing", 1, "does not exist or is not visible"),
      Case("mailbox-denied", "probe-not-authorized", 1, "access to the mailbox is denied"),
      Case("mailbox-noperm", "probe-not-authorized", 1, "access to the mailbox is denied"),
      Case("not-connected", "probe-undetermined", 2, "no mailbox behind it"),
      Case("mailbox-server-bug", "probe-mailbox-broken", 2, "cannot open"),
      Case("mailbox-corrupt", "probe-mailbox-broken", 2, "cannot open"),
      Case("mailbox-unavailable", "probe-mailbox-broken", 2, "cannot open"),
      Case("mailbox-cannot", "probe-root-missing", 1, "does not accept the root as a mailbox name"),
      Case("mailbox-utf7", "probe-root-missing", 1, "does not accept the root as a mailbox name"),
    ]

    /// Faults that pass: the row is tried until they have.
    static let passing = [
      ("unavailable=2/2", 3), ("limit=2/4", 5), ("throttled:5=2/1", 2), ("bye-temporary=2/1", 2),
      ("mailbox-server-bug=2/1", 2), ("not-connected=2/1", 2),
    ].map { Case($0.0, "ok", $0.1, "opens") }

    @Test("One row", arguments: signIn + mailbox + passing)
    func row(_ sample: Case) async throws {
      var scene = ProbeScenario(rows: 3)
      scene.faults = [sample.fault.contains("=") ? sample.fault : sample.fault + "=2"]
      scene.options.connections = 1
      try await check(scene, sample)
    }

    @Test("An answer that never comes")
    func noAnswer() async throws {
      var scene = ProbeScenario(rows: 3)
      scene.faults = ["no-answer=2"]
      scene.signInTimeout = .seconds(2)
      scene.options.connections = 1
      try await check(scene, Case("no-answer", "probe-undetermined", 1, "no answer"))
    }

    private func check(_ scene: ProbeScenario, _ sample: Case) async throws {
      let result = try await scene.run()
      #expect(result.verdicts == ["ok", sample.rule, sample.ends ? "probe-not-tried" : "ok"])
      #expect(result.sentence(2).contains(sample.word), "\(result.sentence(2))")
      #expect(result.attempts["user2@contoso.com"]?.tries == sample.tries)
      #expect(result.repeated == 0)
      #expect((result.outcome.stopReason != nil) == sample.ends)
      #expect(!result.sentence(2).contains("Wren") && !result.sentence(2).contains("\u{1B}"))
    }

    // MARK: Words without a code

    /// Answers behind the tag, as servers are known to give them.
    static let wordings = [
      // Refusals: a hint at another try is none to send the same again.
      Case("NO LOGIN failed.", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO Login failed: authentication failure", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO Invalid user name or password.", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO [ALERT] Invalid credentials (Failure)", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO Login incorrect, please try again", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO [UNAUTHORIZED] no", "probe-sign-in", 1, "refuses"),
      Case("NO [AUTHENTICATIONFAILED] Service temporarily unavailable", "probe-sign-in", 1, "sign-in rejected"),
      Case("BAD [AUTHENTICATIONFAILED] Authentication failed", "probe-sign-in", 1, "sign-in rejected"),
      Case("NO Temporary authentication failure", "probe-temporary", 1, "temporarily cannot check the sign-in"),
      // Accounts that are kept out.
      Case(
        "NO Too many login attempts, try again later", "probe-not-tried", 1, "the server blocks this machine for now"),
      Case("NO Too many invalid logon attempts.", "probe-not-tried", 1, "the server blocks this machine for now"),
      Case("NO Your account is temporarily locked", "probe-account-unusable", 1, "locked"),
      Case("NO Account suspended", "probe-account-unusable", 1, "locked"),
      Case("NO Mailbox is in maintenance", "probe-account-unusable", 1, "locked"),
      Case("NO Password expired", "probe-account-unusable", 1, "expired"),
      Case("NO [ALERT] app password needed", "probe-account-unusable", 1, "app password"),
      Case(
        "NO [ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 "
          + "(Failure)",
        "probe-account-unusable", 1, "web browser"),
      Case("NO IMAP access is disabled for your domain", "probe-account-unusable", 1, "IMAP is off"),
      Case("NO User does not have IMAP", "probe-account-unusable", 1, "IMAP is off"),
      Case("NO Wrong host", "probe-account-unusable", 1, "another server"),
      // A server that requires TLS.
      Case("NO Login only available under a layer", "probe-sign-in-disabled", 1, "without TLS", ends: true),
      Case("NO STARTTLS required", "probe-sign-in-disabled", 1, "without TLS", ends: true),
      Case("NO encryption needed to use mechanism", "probe-sign-in-disabled", 1, "without TLS", ends: true),
      Case("NO Plaintext authentication disabled", "probe-sign-in-disabled", 1, "without TLS", ends: true),
      // What passes.
      Case("NO Service temporarily unavailable", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case(
        "NO [UNAVAILABLE] Temporary authentication failure.", "probe-temporary", 3,
        "temporarily cannot check the sign-in"),
      Case("NO [INUSE] Mailbox in use", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("BAD Server Unavailable. 15", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("NO Maximum number of connections exceeded", "probe-throttled", 5, "later"),
      Case("NO [THROTTLED] slow down", "probe-throttled", 5, "later"),
      Case("BAD Request is throttled. Suggested Backoff Time: 3 milliseconds", "probe-throttled", 5, "later"),
      // The same in a goodbye.
      Case("* BYE [UNAVAILABLE] come back", "probe-temporary", 3, "temporarily cannot check the sign-in"),
      Case("* BYE [ALERT] Maximum number of connections exceeded", "probe-throttled", 5, "later"),
      Case("* BYE Too many invalid logon attempts", "probe-not-tried", 1, "the server blocks this machine for now"),
      Case("BAD User is authenticated but not connected.", "probe-undetermined", 1, "no mailbox behind it"),
      Case("BAD Invalid characters in atom", "probe-protocol", 1, "does not understand"),
      // Single words say nothing, nor does what the row itself is called.
      Case("BAD Too many arguments", "probe-protocol", 1, "does not understand"),
      Case("NO Busy", "probe-sign-in", 1, "refuses"),
      Case("NO No such user 'user2@contoso.com'", "probe-sign-in", 1, "refuses"),
      Case("NO Maintenance", "probe-sign-in", 1, "refuses"),
      Case("NO Server is busy", "probe-throttled", 1, "later"),
      Case("BAD [UNAVAILABLE] Login failed", "probe-sign-in", 1, "sign-in rejected"),
      Case("BAD [UNAVAILABLE] Nobody knows", "probe-temporary", 1, "temporarily cannot check the sign-in"),
      Case(
        "NO Service temporarily unavailable for user2: wrong password", "probe-temporary", 1,
        "temporarily cannot check the sign-in"),
    ]

    @Test("Wordings", arguments: wordings)
    func wording(_ sample: Case) async throws {
      var scene = ProbeScenario(rows: 3)
      let line = sample.fault.hasPrefix("* ") ? sample.fault : "{tag} \(sample.fault)"
      scene.orders = [FaultOrder(answering: .signIn, line + "\r\n", isRefusal: sample.tries == 1, rows: [2...2])]
      scene.options.connections = 1
      try await check(scene, sample)
    }

    static let mailboxWordings = [
      Case(
        "NO Mailbox does not exist, or must be subscribed to.", "probe-mailbox-missing", 1,
        "does not exist or is not visible"),
      Case(
        "NO Access denied for SELECT/EXAMINE on INBOX (ACL \"r\" required)", "probe-not-authorized", 1,
        "access to the mailbox is denied"),
      Case("NO Permission denied", "probe-not-authorized", 1, "access to the mailbox is denied"),
      Case(
        "NO [CANNOT] Invalid mailbox name: Begins with hierarchy separator", "probe-root-missing", 1,
        "does not accept the root as a mailbox name"),
      Case("NO Something is amiss", "probe-mailbox-broken", 2, "cannot open"),
      Case("NO [LIMIT] Too many open mailboxes", "probe-throttled", 5, "later"),
    ]

    @Test("Wordings about the mailbox", arguments: mailboxWordings)
    func mailboxWording(_ sample: Case) async throws {
      var scene = ProbeScenario(rows: 3)
      scene.orders = [FaultOrder(answering: .mailbox, "{tag} \(sample.fault)\r\n", rows: [2...2])]
      scene.options.connections = 1
      try await check(scene, sample)
    }

    // MARK: What keeps everybody out

    struct Door: Sendable, CustomTestStringConvertible {
      var sample: Case
      var security = IMAP.Session.Security.none
      var takesWrongPort = false
      var trusts = true
      var testDescription: String { "\(sample.fault), \(security)" }

      init(_ sample: Case, _ security: IMAP.Session.Security = .none, takesWrongPort: Bool = false, trusts: Bool = true)
      {
        (self.sample, self.security, self.takesWrongPort, self.trusts) = (sample, security, takesWrongPort, trusts)
      }
    }

    static let doors = [
      Door(Case("bye-throttled", "probe-throttled", 2, "come back later")),
      Door(Case("bye-bandwidth", "probe-throttled", 2, "come back later")),
      Door(Case("close-before-greeting", "probe-throttled", 2, "before the greeting")),
      Door(Case("reset-before-greeting", "probe-throttled", 2, "before the greeting")),
      Door(Case("bye", "probe-unreachable", 2, "rejects the connection")),
      Door(Case("prose", "probe-unreachable", 2, "rejects the connection")),
      Door(Case("pop3", "probe-unreachable", 1, "POP3")),
      Door(Case("smtp", "probe-unreachable", 1, "SMTP")),
      Door(Case("http", "probe-unreachable", 1, "web server")),
      Door(Case("ssh", "probe-unreachable", 1, "SSH")),
      Door(Case("garbage", "probe-unreachable", 1, "TLS")),
      Door(Case("preauth", "probe-tls", 1, "before TLS")),
      Door(Case("preauth", "probe-tls", 1, "before TLS"), .startTLS),
      Door(Case("silence", "probe-unreachable", 2, "no greeting")),
      Door(Case("trickle:300", "probe-unreachable", 2, "no greeting")),
      Door(Case("plain-on-tls-port", "probe-tls", 1, "--security starttls"), .implicit),
      Door(Case("", "probe-tls", 1, "--security starttls"), .implicit, takesWrongPort: true),
      Door(Case("", "probe-unreachable", 2, "requires TLS"), .startTLS, takesWrongPort: true),
      Door(Case("no-starttls", "probe-tls", 1, "does not offer STARTTLS"), .startTLS),
      Door(Case("starttls-no", "probe-tls", 1, "rejects STARTTLS"), .startTLS),
      Door(Case("starttls-bad", "probe-tls", 1, "rejects STARTTLS"), .startTLS),
      Door(Case("starttls-plain", "probe-tls", 1, "without TLS"), .startTLS),
      Door(Case("starttls-injection", "probe-tls", 1, "injected responses"), .startTLS),
      Door(Case("handshake-closed", "probe-tls", 2, "within the TLS handshake"), .implicit),
      Door(Case("tls-old", "probe-tls", 1, "1.2"), .implicit),
      // The second connection inspects the certificate.
      Door(Case("certificate-expired", "probe-tls", 2, "expired on"), .implicit),
      Door(Case("certificate-self-signed", "probe-tls", 2, "is self-signed"), .implicit),
      Door(Case("certificate-wrong-name", "probe-tls", 1, "not for localhost"), .implicit),
      Door(Case("", "probe-tls", 2, "which is not trusted"), .implicit, trusts: false),
      Door(Case("", "probe-tls", 2, "which is not trusted"), .startTLS, trusts: false),
    ]

    @Test("Nobody can sign in", arguments: doors)
    func door(_ door: Door) async throws {
      var scene = ProbeScenario(rows: 3)
      if !door.sample.fault.isEmpty { scene.faults = [door.sample.fault] }
      (scene.security, scene.takesWrongPort, scene.trusts) = (door.security, door.takesWrongPort, door.trusts)
      scene.certificate = door.security == .none ? .none : .generated
      if door.sample.word == "no greeting" || door.takesWrongPort { scene.greetingTimeout = .seconds(1) }
      let result = try await scene.run()
      #expect(result.outcome.obstacle?.rule == door.sample.rule)
      #expect(
        result.outcome.obstacle?.sentence.contains(door.sample.word) == true,
        "\(result.outcome.obstacle?.sentence ?? "none")")
      #expect(result.connections == door.sample.tries)
      #expect(result.verdicts.isEmpty)
      #expect(result.signIns == 0 && result.outcome.stopReason != nil)
    }

    @Test("A server that takes no sign-in without TLS is not sent one")
    func loginDisabled() async throws {
      var scene = ProbeScenario(rows: 3)
      (scene.faults, scene.certificate) = (["tls-required"], .generated)
      scene.options.connections = 1
      let result = try await scene.run()
      #expect(result.verdicts == ["probe-sign-in-disabled", "probe-not-tried", "probe-not-tried"])
      #expect(result.signIns == 0 && result.sentence(1).contains("LOGINDISABLED"))
    }

    @Test(
      "A greeting that is late, and a door that opens at the second knock",
      arguments: ["late-greeting:1", "bye/1", "close-before-greeting/1", "trickle:1"])
    func patience(_ fault: String) async throws {
      var scene = ProbeScenario(rows: 2)
      scene.faults = [fault]
      #expect(try await scene.run().verdicts == ["ok", "ok"])
    }

    @Test("A server that ignores the authorization identity opens the admin's own mailbox")
    func wrongMailbox() async throws {
      var scene = ProbeScenario(rows: 3)
      (scene.server, scene.admin, scene.options.proxyAdmin) = ("cyrus", "mailadmin", "mailadmin")
      #expect(try await scene.run().verdicts == ["ok", "ok", "ok"])
      scene.faults = ["wrong-mailbox"]
      #expect(try await scene.run().verdicts == ["probe-wrong-mailbox", "probe-wrong-mailbox", "probe-wrong-mailbox"])
    }
  }
}
