import Foundation
import IMAPSandbox
import Migration
import Platform
import Testing
import TestSupport

/// The program against a server that plays its file's accounts.
@Suite("batchlint probe")
struct ProbeCommandTests {
  private static let names = ["alberta", "bruno", "clara", "dario"]
  private static let password = "Wren-4821"
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rows = Self.names.map { "\($0)@contoso.com,\($0),\(Self.password)-\($0)\n" }
    try folder.write("EmailAddress,UserName,Password\n" + rows.joined(), as: "users.csv")
  }

  private func play(_ server: String = "any", faults: [String] = [], _ body: (Sandbox) throws -> Void) async throws {
    let sandbox = try await start(server, faults)
    let result = Result { try body(sandbox) }
    try await sandbox.stop()
    try result.get()
  }

  private func start(_ server: String = "any", _ faults: [String] = []) async throws -> Sandbox {
    let rows = Self.names.enumerated().map {
      SandboxConfiguration.Row(signInName: $1, password: Secret("\(Self.password)-\($1)"), number: $0 + 1)
    }
    var script = SandboxConfiguration(server: try #require(try Server.builtIn(server)), rows: rows)
    script.certificate = .none
    script.faults = try faults.map { text in try FaultOrder(text) }
    return try await Sandbox.start(script)
  }

  private func probe(_ sandbox: Sandbox, _ arguments: String...) throws -> Program.Result {
    try Program.run(
      ["probe", "--no-config", "--host", "127.0.0.1", "--port", "\(sandbox.port)", "--security", "none", "--rate", "0"]
        + arguments + ["users.csv"],
      in: folder.path)
  }

  @Test("Each row's verdict is a finding on its row; no secret is in any output")
  func verdicts() async throws {
    try await play(faults: ["refused=2", "mailbox-missing=3", "echo-password=4"]) { sandbox in
      let result = try probe(sandbox, "--format", "concise")
      #expect(result.status == 1, "\(result.errors)")
      let lines = result.output.split(separator: "\n")
      #expect(lines.count == 3, "\(result.output)")
      #expect(
        lines.first?.hasPrefix("users.csv:3:19: error: ") == true && lines.first?.hasSuffix("[probe-sign-in]") == true)
      #expect(lines.dropFirst().first?.hasSuffix("[probe-mailbox-missing]") == true)
      #expect(!(result.output + result.errors).contains(Self.password))
      #expect(sandbox.attempts.values.allSatisfy { $0.repeated == 0 })
    }
  }

  @Test(
    "Ctrl-C: those under way are waited for, the others are not tried, and the report is written",
    arguments: [
      (fault: "slow:2=1", signals: 1, verdicts: ["ok": 1, "probe-not-tried": 3]),
      (fault: "slow:40=1", signals: 2, verdicts: ["probe-not-tried": 4]),
    ])
  func interrupted(_ sample: (fault: String, signals: Int, verdicts: [String: Int])) async throws {
    try await play(faults: [sample.fault]) { sandbox in
      let more = String(repeating: "sleep 0.5; kill -INT $pid; ", count: sample.signals - 1)
      let result = try Program.shell(
        """
        "$BATCHLINT" probe --no-config --host 127.0.0.1 --port \(sandbox.port) --security none --connections 1 \
        --journal run.jsonl --format json users.csv &
        pid=$!; until grep -q try run.jsonl; do sleep 0.05; done; kill -INT $pid; \(more)wait $pid; echo "status $?" >&2
        """, in: folder.path)
      let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let probe = try #require((report["files"] as? [[String: Any]])?.first?["probe"] as? [String: Any])
      #expect(
        probe["verdicts"] as? [String: Int] == sample.verdicts
          && probe["stopped"] as? String == "the run was interrupted")
      #expect(result.errors.contains("stopping; waiting for running sign-ins"), "\(result.errors)")
      #expect(result.errors.hasSuffix("status 2\n") && !result.errors.contains("Every row"), "\(result.errors)")
      #expect(sandbox.connections == 2, "one without a credential, and one row")
    }
  }

  @Test("What is written to the file while it is probed is not sent")
  func rewritten() async throws {
    try await play(faults: ["slow:2=1"]) { sandbox in
      let result = try Program.shell(
        """
        "$BATCHLINT" probe --no-config --host 127.0.0.1 --port \(sandbox.port) --security none --connections 1 \
        --rate 0 --journal run.jsonl users.csv &
        until grep -q try run.jsonl; do sleep 0.05; done; tr a-z A-Z < users.csv > other; cat other > users.csv; \
        wait $!; echo "status $?"
        """, in: folder.path)
      #expect(result.output.hasSuffix("status 0\n"), "\(result)")
      #expect(sandbox.attempts.keys.sorted() == Self.names && sandbox.attempts.values.allSatisfy { $0.accepted == 1 })
    }
  }

  @Test("A dry run says what would be tried, and connects to nobody")
  func dryRun() async throws {
    try await play { sandbox in
      let result = try probe(sandbox, "--dry-run", "--sample", "2")
      #expect(result.status == 0)
      #expect(result.errors.contains("2 sign-ins for 2 rows"), "\(result.errors)")
      #expect(sandbox.connections == 0)
    }
  }

  @Test("A row with an error in its sign-in is not tried unless asked")
  func checkedFirst() async throws {
    try folder.write(
      "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,\(Self.password)-alberta\n"
        + "bruno@contoso.com,bru\u{A0}no,\(Self.password)-bruno\n",
      as: "users.csv")
    try await play { sandbox in
      let result = try probe(sandbox, "--format", "json")
      let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      let files = try #require(report["files"] as? [[String: Any]])
      let rules = (files.first?["findings"] as? [[String: Any]] ?? []).compactMap { $0["rule"] as? String }
      #expect(rules.contains("probe-not-tried"), "\(rules)")
      #expect(sandbox.attempts.values.reduce(0) { $0 + $1.tries } == 1)
    }
  }

  @Test("An access token comes from a command of the user's own")
  func token() async throws {
    try await play("gmail") { sandbox in
      let result = try probe(
        sandbox, "--token-command", "printf '\(Self.password)-%s' \"$BATCHLINT_USER\"", "--format", "concise")
      #expect(result.status == 0, "\(result.output)\(result.errors)")
      #expect(sandbox.attempts.values.reduce(0) { $0 + $1.accepted } == Self.names.count)
      let failing = try probe(sandbox, "--token-command", "false", "--format", "concise", "--fail-on", "warning")
      #expect(failing.status == 1 && failing.output.contains("[probe-not-tried]"), "\(failing.output)")
    }
  }

  @Test("Without TLS no password goes to another machine unless asked", arguments: ["192.0.2.1", "imap.contoso.test"])
  func plainText(host: String) throws {
    let result = try Program.run(
      ["probe", "--no-config", "--host", host, "--security", "none", "users.csv"], in: folder.path)
    #expect(result.status == 2 && result.errors.contains("--allow-plaintext"), "\(result.errors)")
  }

  @Test("A host that nobody answers on is one finding and status 2, and no word of a mailbox that opens")
  func unreachable() throws {
    let result = try Program.run(
      ["probe", "--no-config", "--host", "127.0.0.1", "--port", "1", "--format", "concise", "users.csv"],
      in: folder.path)
    #expect(result.status == 2)
    #expect(
      result.output.split(separator: "\n").count == 1 && result.output.contains("[probe-unreachable]"),
      "\(result.output)")
    #expect(
      result.errors.contains("no row was tried") && !result.errors.contains("opens its mailbox"), "\(result.errors)")
    // Said once: by the report where people read it, else on standard error.
    #expect(!result.errors.contains("connection refused"), "\(result.errors)")
    let silent = try Program.run(
      [
        "probe", "--no-config", "--host", "127.0.0.1", "--port", "1", "--quiet", "--format", "json=report.json",
        "users.csv",
      ], in: folder.path)
    #expect(silent.status == 2 && silent.errors.contains("127.0.0.1:1: connection refused"), "\(silent.errors)")
  }

  @Test(
    "Options that do not go together are refused",
    arguments: [
      ["--resume"], ["--retry-unanswered"], ["--proxy-auth"], ["--security", "tls"], ["--rate", "-1"],
      ["--connections", "0"], ["--port", "0"], ["--time-limit", "90"], ["--window", "22-6"], ["--only", "failed"],
      ["--only", "good", "--journal", "run.jsonl"], ["--shared-token"],
    ])
  func refused(arguments: [String]) throws {
    let result = try Program.run(
      ["probe", "--no-config", "--dry-run", "--host", "127.0.0.1"] + arguments + ["users.csv"], in: folder.path)
    #expect(result.status == 2 || result.status == 64, "\(result.status) \(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("The server is written with or without its port and scheme")
  func hosts() async throws {
    try await play { sandbox in
      for host in ["127.0.0.1:\(sandbox.port)", "imap://127.0.0.1:\(sandbox.port)", "localhost:\(sandbox.port)"] {
        let result = try Program.run(
          ["probe", "--no-config", "--host", host, "--security", "none", "--rate", "0", "users.csv"], in: folder.path)
        #expect(result.status == 0, "\(host): \(result.errors)")
      }
      let wrong = try Program.run(
        ["probe", "--no-config", "--host", "https://imap.contoso.com/mail", "users.csv"], in: folder.path)
      #expect(wrong.status == 2 && wrong.errors.contains("did you mean imap.contoso.com?"), "\(wrong.errors)")
    }
  }

  @Test("The server is that of the configuration, unless --host names another")
  func configuredEndpoint() async throws {
    try await play { sandbox in
      try folder.write(
        "endpoint: {host: 127.0.0.1, port: \(sandbox.port), security: none, server: dovecot}\n", as: ".batchlint.yaml")
      let result = try Program.run(
        ["probe", "--rate", "0", "--format", "json", "users.csv"], in: folder.path)
      #expect(result.status == 0 && result.output.contains("\"ok\":4"), "\(result.errors)")
      let other = try Program.run(["probe", "--host", "imap.contoso.com", "--dry-run", "users.csv"], in: folder.path)
      #expect(other.errors.contains("imap.contoso.com port 993"), "\(other.errors)")
      let none = try Program.run(["probe", "--no-config", "--dry-run", "users.csv"], in: folder.path)
      #expect(none.status == 2 && none.errors.contains("--host"), "\(none.errors)")
    }
  }

  @Test("The rows of a domain go to its own server, each server's run by itself; the journal knows both")
  func severalServers() async throws {
    let rows = [
      "alberta@contoso.com,alberta", "bruno@fabrikam.com,bruno", "clara@Fabrikam.com,clara", "dario@contoso.com,dario",
    ]
    let passwords = Self.names.map { "\(Self.password)-\($0)" }
    try folder.write(
      "EmailAddress,UserName,Password\n" + zip(rows, passwords).map { "\($0),\($1)\n" }.joined(), as: "users.csv")
    let other = try await start()
    try await play(faults: ["refused=4"]) { contoso in
      let domain = ["--domain-host", "fabrikam.com=127.0.0.1:\(other.port)"]
      func probe(_ more: String...) throws -> Program.Result {
        try Program.run(
          [
            "probe", "--no-config", "--host", "127.0.0.1:\(contoso.port)", "--security", "none", "--rate", "0",
            "--journal", "run.jsonl",
          ] + more + ["users.csv"], in: folder.path)
      }
      let first = try probe(domain[0], domain[1], "--format", "json")
      #expect(first.status == 1, "\(first.errors)")
      #expect(
        contoso.attempts.keys.sorted() == ["alberta", "dario"] && other.attempts.keys.sorted() == ["bruno", "clara"])
      let report = try #require(try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
      let file = try #require((report["files"] as? [[String: Any]])?.first)
      let ports = (file["attempts"] as? [[String: Any]])?.map { ($0["server"] as? String)?.split(separator: ":").last }
      #expect(ports == ["\(contoso.port)", "\(other.port)", "\(other.port)", "\(contoso.port)"], "\(file)")
      #expect(
        first.errors.contains("fabrikam.com: 2 of 2 opened") && first.errors.contains("contoso.com: 1 of 2 opened"))
      // The refused one is not sent again, nor anything to another server than the one that the verdicts are about.
      let second = try probe(domain[0], domain[1], "--resume")
      #expect(second.status == 1 && contoso.attempts.values.allSatisfy { $0.tries == 1 }, "\(second.errors)")
      let elsewhere = try probe("--resume")
      #expect(elsewhere.status == 2 && elsewhere.errors.contains("this journal is for"), "\(elsewhere.errors)")
    }
    try await other.stop()
    // Domains of one server are one run.
    let shared = try Program.run(
      [
        "probe", "--no-config", "--host", "imap.contoso.com", "--domain-host", "fabrikam.com=IMAP.contoso.com:993",
        "--dry-run", "users.csv",
      ], in: folder.path)
    #expect(shared.errors.contains("4 sign-ins for 4 rows at imap.contoso.com"), "\(shared.errors)")
    let missing = try Program.run(
      ["probe", "--no-config", "--domain-host", "fabrikam.com=imap.fabrikam.com", "--dry-run", "users.csv"],
      in: folder.path)
    #expect(missing.status == 2 && missing.errors.contains("no server for 2 rows of contoso.com"), "\(missing.errors)")
  }

  @Test("A server that nobody answers on keeps only its own rows out")
  func oneOfTwoIsDown() async throws {
    try await play { sandbox in
      try folder.write(
        "EmailAddress,UserName,Password\nalberta@contoso.com,alberta,\(Self.password)-alberta\n"
          + "bruno@fabrikam.com,bruno,\(Self.password)-bruno\n", as: "users.csv")
      let half = try probe(sandbox, "--domain-host", "contoso.com=127.0.0.1:1", "--format", "concise")
      #expect(half.status == 2 && half.errors.contains("1  ok"), "\(half.errors)")
      #expect(half.output.contains("127.0.0.1:1: connection refused"), "\(half.output)")
    }
  }

  @Test("A secret in the place of an address is neither a domain nor an address of the inventory")
  func misplacedSecret() async throws {
    let text = "EmailAddress,UserName,Password\n"
    let rows = zip(Self.names, ["alberta@contoso.com", "bruno@fabrikam.com", "Heron-1195", "Q@Hidden#Otter9"])
    try folder.write(
      text + rows.map { "\($1),\($0),\(Self.password)-\($0)\n" }.joined(), as: "users.csv")
    try await play { sandbox in
      let result = try probe(sandbox, "--format", "json", "--inventory", "inventory.csv")
      #expect(result.errors.contains("2  no domain: 2 of 2 opened"), "\(result.errors)")
      let inventory = try String(contentsOfFile: folder.path("inventory.csv"), encoding: .utf8)
      for secret in ["heron-1195", "hidden#otter9"] {
        #expect(!(result.output + result.errors + inventory).lowercased().contains(secret))
      }
    }
  }

  @Test("Domains with a server of their own may be configured, and --host overrides all of it")
  func configuredDomains() throws {
    try folder.write(
      """
      endpoint:
        host: imap.fabrikam.com
        domains: {contoso.com: {host: imap.contoso.com, security: starttls}}
      """, as: ".batchlint.yaml")
    let result = try Program.run(["probe", "--dry-run", "users.csv"], in: folder.path)
    #expect(result.errors.contains("4 sign-ins for 4 rows at imap.contoso.com port 143"), "\(result.errors)")
    #expect(!result.errors.contains("fabrikam"), "\(result.errors)")
    let plan = try Program.run(["plan", "--format", "json", "--allow-findings", "users.csv"], in: folder.path)
    #expect(plan.status == 0 && plan.errors.contains("the rows of contoso.com are on others"), "\(plan.errors)")
    let other = try Program.run(["probe", "--dry-run", "--host", "imap.wingtip.com", "users.csv"], in: folder.path)
    #expect(other.errors.contains("4 rows at imap.wingtip.com port 993"), "\(other.errors)")
  }

  @Test(
    "A wrong security mode in the configuration names the right one",
    arguments: [("tls", "implicit"), ("SSL", "implicit"), ("startls", "starttls")])
  func wrongSecurity(_ written: String, _ meant: String) throws {
    try folder.write("endpoint: {host: imap.contoso.com, security: \(written)}\n", as: ".batchlint.yaml")
    let result = try Program.run(["check", "users.csv"], in: folder.path)
    #expect(result.status == 2 && result.errors.contains("did you mean \(meant)?"), "\(result.errors)")
  }

  @Test("The inventory is CSV with a row for each mailbox; the summary names the largest")
  func inventory() async throws {
    try await play { sandbox in
      let result = try probe(sandbox, "--inventory", "inventory.csv")
      #expect(result.status == 0, "\(result.errors)")
      let text = try String(contentsOfFile: folder.path("inventory.csv"), encoding: .utf8)
      let lines = text.components(separatedBy: "\r\n")
      #expect(lines.first?.hasPrefix("Row,EmailAddress,Verdict,Folders,Messages,Bytes,") == true)
      #expect(lines.count == Self.names.count + 2 && lines[1].hasPrefix("1,alberta@contoso.com,ok,"), "\(text)")
      #expect(result.errors.contains("  largest: row "), "\(result.errors)")
    }
  }

  @Test("The configuration sets the time limit and the window, and the command line overrides it")
  func configured() async throws {
    try await play { sandbox in
      try folder.write("probe: {time-limit: 2h, window: '22:00-06:00', shared-token: true}\n", as: "probe.yaml")
      let shown = try Program.run(["config", "show", "--config", "probe.yaml", "users.csv"], in: folder.path)
      #expect(shown.output.contains("22:00-06:00") && shown.output.contains("2h"), "\(shown.output)\(shown.errors)")
      try folder.write("probe: {window: night}\n", as: "probe.yaml")
      let wrong = try Program.run(
        ["probe", "--config", "probe.yaml", "--host", "127.0.0.1", "--port", "\(sandbox.port)", "users.csv"],
        in: folder.path)
      #expect(wrong.status == 2 && wrong.errors.contains("22:00-06:00"), "\(wrong.errors)")
    }
  }
}
