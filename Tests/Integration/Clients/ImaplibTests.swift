import IMAPSandbox
import Migration
import Platform
import Testing
import TestSupport

/// Every server by Python's imaplib: a sign-in that is right, and one that is not.
@Suite("Integration: sandbox, servers", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct ImaplibTests {
  /// A sign-in with a wrong password is answered so. Where the server is known by transcripts or documents, the
  /// words are theirs.
  static let refusals: [String: String] = [
    "any": "[AUTHENTICATIONFAILED] Authentication failed", "communigate": "incorrect password or account name",
    "courier": "Login failed.",
    "cyrus": "Login failed: authentication failure", "domino": "LOGIN invalid password",
    "dovecot": "[AUTHENTICATIONFAILED] Authentication failed.",
    "exchange": "LOGIN failed.", "exchange-online": "LOGIN failed.",
    "gmail": "[AUTHENTICATIONFAILED] Invalid credentials (Failure)",
    "groupwise": "LOGIN failed, invalid user or password", "hmailserver": "Invalid user name or password.",
    "james": "LOGIN failed. Invalid login/password.",
    "kerio": "LOGIN authentication failed", "mailcow": "[AUTHENTICATIONFAILED] Authentication failed.",
    "mailutils": "[AUTHENTICATIONFAILED] Authentication failed", "mirapoint": "Login failed",
    "oracle": "Invalid user name or password", "oracle-messaging": "Authentication failed",
    "stalwart": "[AUTHENTICATIONFAILED] Authentication failed",
    "uw-imap": "[AUTHENTICATIONFAILED] Authentication failed", "zimbra": "LOGIN failed",
  ]

  @Test("A right and a wrong sign-in, the mailbox behind it, over plain text and TLS", arguments: Server.builtInNames)
  func signIns(name: String) async throws {
    var script = try SandboxHarness.script(name)
    script.certificate = .generated
    let root = script.rows[1].root == nil ? "INBOX" : Self.roots[name] ?? "/users/terry.adams"
    try await SandboxHarness.play(script) { sandbox in
      let login = script.rows[1].signInName
      let good =
        name == "exchange-online"
        ? ["xoauth2", login, SandboxHarness.password] : ["login", login, SandboxHarness.password]
      for (tls, first) in [(nil, ["starttls"]), (sandbox.tlsPort, ["noop"])] {
        let answers = try PythonClient.imaplib(
          port: sandbox.port, tls: tls, authority: sandbox.authority,
          [
            first, ["login", login, "Heron-1195"], good, ["capability"], ["examine", root], ["list"],
            ["status", "INBOX", "(MESSAGES UIDVALIDITY)"], ["logout"],
          ])
        #expect(answers.map(\.status) == ["OK", "OK", "error", "OK", "OK", "OK", "OK", "OK", "BYE"], "\(answers)")
        #expect(answers[2].lines == [Self.refusals[name] ?? "a refusal that the test knows"])
        #expect(answers[5].lines.first.flatMap { Int($0) } ?? 0 > 0, "\(answers)")
        #expect(answers[6].lines.count >= 6)
      }
      #expect(sandbox.attempts.values.map { [$0.tries, $0.accepted, $0.refused, $0.repeated] } == [[4, 2, 2, 1]])
    }
  }

  /// Where a server shows the mailbox of the root `/users/terry.adams` to the admin.
  private static let roots = [
    "courier": "#shared.users.terry adams", "domino": "Other Users\\terry.adams", "communigate": "~terry.adams",
  ]

  @Test(
    "The admin's password is right, and the mailbox is not there",
    arguments: [
      ("dovecot", "nosuch*mailadmin", "[AUTHORIZATIONFAILED] Authorization failed"),
      ("mailcow", "nosuch@contoso.com*mailadmin@contoso.com", "[AUTHORIZATIONFAILED] Authorization failed"),
      ("exchange", "contoso/mailadmin/nosuch", "LOGIN failed."),
      ("stalwart", "nosuch%mailadmin", "[AUTHORIZATIONFAILED] You are not authorized to impersonate this account"),
      ("mirapoint", "#nosuch@contoso.com#mailadmin#", "Login failed"),
      ("uw-imap", "nosuch*mailadmin", "[AUTHENTICATIONFAILED] Authentication failed"),
    ])
  func noSuchMailbox(name: String, login: String, answer: String) async throws {
    try await SandboxHarness.play(name) { (sandbox) async throws in
      #expect(
        try PythonClient.imaplib(port: sandbox.port, [["login", login, SandboxHarness.password]])[1].lines == [answer])
    }
  }

  @Test("Tokens, where passwords are not taken or not alone", arguments: ["exchange-online", "gmail", "stalwart"])
  func tokens(name: String) async throws {
    var script = try SandboxHarness.script(name)
    script.rows = [
      SandboxConfiguration.Row(signInName: "alberta@contoso.com", password: Secret(SandboxHarness.password), number: 1)
    ]
    try await SandboxHarness.play(script) { sandbox in
      let answers = try PythonClient.imaplib(
        port: sandbox.port,
        [
          ["xoauth2", "alberta@contoso.com", "Heron-1195"],
          ["login", "alberta@contoso.com", name == "exchange-online" ? SandboxHarness.password : "Heron-1195"],
          ["xoauth2", "alberta@contoso.com", SandboxHarness.password], ["examine", "INBOX"],
        ])
      #expect(answers.map(\.status) == ["OK", "error", "error", "OK", "OK"], "\(answers)")
    }
  }

  @Test(
    "The lists of ID, NAMESPACE, LIST and quota are read by imaplib",
    arguments: ["dovecot", "courier", "cyrus", "exchange", "gmail", "zimbra"])
  func lists(name: String) async throws {
    let script = try SandboxHarness.script(name)
    let login = script.rows[0].signInName
    let start: [[String]] = name == "exchange" ? [] : [["getquotaroot", "INBOX"]]
    try await SandboxHarness.play(script) { sandbox in
      let answers = try PythonClient.imaplib(
        port: sandbox.port,
        [["id"], ["login", login, SandboxHarness.password], ["namespace"], ["list", "\"\"", "\"\""]] + start)
      #expect(answers[1].lines.first?.lowercased().hasPrefix("(\"name\" \"") == true, "\(answers)")
      #expect(answers[3].lines.first?.hasPrefix("((\"") == true, "\(answers)")
      #expect(answers[4].lines == [name == "courier" ? "(\\Noselect) \".\" \"\"" : "(\\Noselect) \"/\" \"\""])
      if name != "exchange" { #expect(answers.last?.lines.last?.contains("(STORAGE ") == true, "\(answers)") }
    }
  }
}
