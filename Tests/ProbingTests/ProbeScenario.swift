import IMAP
import IMAPClient
import IMAPSandbox
import Linting
import Migration
import Platform
import Probing
import Testing
import TestSupport

/// Tests that sign in to servers of their own, one after the other: they wait for time-outs and count connections.
@Suite(.serialized) enum ProbeTests {}

/// A file, the sandbox that plays its accounts, and a probe of the two.
struct ProbeScenario {
  struct Row: Sendable {
    var login: String
    var password = "Wren-4821"
    var root: String?
  }

  struct Result {
    var outcome: Prober.Outcome
    /// What the server counted, by the account's label.
    var attempts: [String: SignInCounts]
    var connections: Int
    /// Connections that neither side had closed at the end.
    var left: Int

    /// `ok` or the rule, by row.
    var verdicts: [String] { outcome.attempts.map { $0.verdict.rule ?? "ok" } }
    var signIns: Int { attempts.values.reduce(0) { $0 + $1.tries } }
    /// How often a refused credential came again.
    var repeated: Int { attempts.values.reduce(0) { $0 + $1.repeated } }
    func sentence(_ row: Int) -> String { outcome.attempts.first { $0.row == row }?.verdict.sentence ?? "no attempt" }
  }

  var server = "any"
  var rows: [Row]
  /// What the server has for accounts, where that is not what the file says.
  var accounts: [Row]?
  /// As `batchlint sandbox --fault` takes them.
  var faults: [String] = []
  var orders: [FaultOrder] = []
  var admin: String?
  var security = IMAP.Session.Security.none
  var certificate = SandboxConfiguration.Certificate.none
  /// The sandbox's own authority is trusted.
  var trusts = true
  var signInTimeout = Duration.seconds(20)
  var greetingTimeout = Duration.seconds(20)
  /// The other of the sandbox's two ports.
  var takesWrongPort = false
  /// The lines by which a row's sign-in is refused; nil for one that is judged as usual.
  var refusal: (@Sendable (_ row: Int) -> String?)?
  var onSignIn: (@Sendable (SignInEvent) -> Void)?
  var options = ProbeScenario.fast

  init(_ rows: [Row]) { self.rows = rows }

  init(rows: Int) { self.rows = (1...rows).map { Row(login: "user\($0)@contoso.com") } }

  /// No pace, no breaker for the run, pauses of milliseconds.
  static var fast: ProbeOptions {
    var options = ProbeOptions()
    options.rate = .infinity
    options.mostRefusals = nil
    options.firstPause = .milliseconds(2)
    return options
  }

  func plan() throws -> ProbePlan {
    let hasRoots = rows.contains { $0.root != nil }
    var text = "EmailAddress,UserName,Password\(hasRoots ? ",UserRoot" : "")\r\n"
    for (index, row) in rows.enumerated() {
      let cells = ["user\(index + 1)@contoso.com", row.login, row.password] + (hasRoots ? [row.root ?? ""] : [])
      text += cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\r\n"
    }
    var sample = LintSample(Array(text.utf8))
    sample.options.server = server
    sample.options.kind = "imap"
    let plan = ProbePlan(
      try sample.lint(), triesAll: true, sample: options.sample, isByProxy: options.proxyAdmin != nil)
    try #require(plan.triedRows == rows.count || options.sample != nil)
    return plan
  }

  func script() throws -> SandboxConfiguration {
    var script = SandboxConfiguration(
      server: try #require(try Server.builtIn(server)),
      rows: (accounts ?? rows).enumerated().map { index, row in
        SandboxConfiguration.Row(
          signInName: row.login, password: Secret(row.password), root: row.root, number: index + 1)
      })
    script.faults = try faults.map { text in try FaultOrder(text) } + orders
    script.admin = admin
    script.certificate = certificate
    script.refusal = refusal
    script.onSignIn = onSignIn
    return script
  }

  func connection(to sandbox: Sandbox) -> Connector.Options {
    let usesTLSPort = (security == .implicit) != takesWrongPort
    var connection = Connector.Options(
      endpoint: Endpoint(
        host: "localhost", port: usesTLSPort ? sandbox.tlsPort ?? sandbox.port : sandbox.port, address: "127.0.0.1"),
      security: security)
    connection.allowsPlainText = security == .none
    if trusts { connection.trust.caFile = sandbox.authority }
    connection.timeouts.signIn = signInTimeout
    connection.timeouts.greeting = greetingTimeout
    connection.timeouts.tls = greetingTimeout
    connection.timeouts.closing = .milliseconds(300)
    return connection
  }

  func run(journal: Journal? = nil, retriesUnanswered: Bool = false) async throws -> Result {
    let plan = try plan()
    let sandbox = try await Sandbox.start(try script())
    let outcome = await Prober(plan, connection(to: sandbox), options).run(
      journal: journal, retriesUnanswered: retriesUnanswered)
    for _ in 0..<100 where openConnections(port: sandbox.port) > 0 { try await Task.sleep(for: .milliseconds(20)) }
    let result = Result(
      outcome: outcome, attempts: sandbox.attempts, connections: sandbox.connections,
      left: openConnections(port: sandbox.port))
    try await sandbox.stop()
    return result
  }
}
