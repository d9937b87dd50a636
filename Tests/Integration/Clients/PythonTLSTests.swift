import IMAPSandbox
import TestSupport
import Testing

/// TLS as another implementation sees it: Python's, on OpenSSL.
@Suite("Integration: sandbox, TLS", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct PythonTLSTests {
  private func play<Result>(_ faults: String..., body: (Sandbox, String) async throws -> Result) async throws -> Result
  {
    var script = try SandboxHarness.script("any", faults: faults)
    script.certificate = .generated
    return try await SandboxHarness.play(script) { try await body($0, #require($0.authority)) }
  }

  @Test("A certificate that is verified, on both ports; STARTTLS is offered before it and not behind it")
  func good() async throws {
    try await play { sandbox, authority in
      let implicit = try PythonClient.tls("tls", #require(sandbox.tlsPort), authority)
      #expect(implicit["version"] as? String == "TLSv1.3" && implicit["error"] == nil)
      #expect(implicit["names"] as? [String] == ["localhost", "127.0.0.1", "0:0:0:0:0:0:0:1"])
      #expect(implicit["greeting"] as? String == "* OK IMAP4rev1 server ready\r\n")
      #expect((implicit["capabilities"] as? String)?.contains("STARTTLS") == false)
      let upgraded = try PythonClient.tls("starttls", sandbox.port, authority)
      #expect(upgraded["version"] as? String == "TLSv1.3" && upgraded["leftover"] as? String == "")
      #expect((upgraded["capabilities"] as? String)?.contains("STARTTLS") == false)
      #expect(try SandboxHarness.client(sandbox).ask("a CAPABILITY").first?.hasSuffix(" STARTTLS") == true)
    }
  }

  @Test(
    "Certificates that a client must not take",
    arguments: [
      ("certificate-expired", "certificate has expired"), ("certificate-self-signed", "self-signed certificate"),
      ("certificate-wrong-name", "Hostname mismatch, certificate is not valid for 'localhost'."),
    ])
  func bad(fault: String, complaint: String) async throws {
    try await play(fault) { sandbox, authority in
      for (mode, port) in [("tls", try #require(sandbox.tlsPort)), ("starttls", sandbox.port)] {
        #expect(try PythonClient.tls(mode, port, authority)["error"] as? String == complaint)
      }
    }
  }

  @Test("An authority that the client does not know")
  func untrusted() async throws {
    try await play { first, _ in
      try await play { second, authority in
        let seen = try PythonClient.tls("tls", #require(first.tlsPort), authority)
        #expect(
          seen["error"] as? String == "unable to get local issuer certificate"
            || seen["error"] as? String == "certificate signature failure")
        _ = second
      }
    }
  }

  @Test("TLS 1.1 at most")
  func old() async throws {
    try await play("tls-old") { sandbox, authority in
      let port = try #require(sandbox.tlsPort)
      #expect((try PythonClient.tls("tls", port, authority)["error"] as? String)?.contains("PROTOCOL_VERSION") == true)
      #expect(try PythonClient.tls("tls", port, authority, "--old")["version"] as? String == "TLSv1.1")
    }
  }

  @Test(
    "STARTTLS that goes wrong",
    arguments: [
      ("starttls-no", "s NO ", ""), ("starttls-bad", "s BAD ", ""),
      ("starttls-plain", "s OK ", "s NO STARTTLS failed: "),
      ("starttls-injection", "s OK ", "* CAPABILITY "), ("handshake-closed", "s OK ", ""),
    ])
  func startTLS(fault: String, answer: String, leftover: String) async throws {
    try await play(fault) { sandbox, authority in
      let seen = try PythonClient.tls("starttls", sandbox.port, authority)
      #expect((seen["answer"] as? String)?.hasPrefix(answer) == true, "\(seen)")
      #expect((seen["leftover"] as? String)?.hasPrefix(leftover) == true, "\(seen)")
      #expect((seen["version"] != nil) == (fault == "starttls-injection"), "\(seen)")
    }
  }

  @Test("The end where the handshake should begin, and plain text in its place")
  func implicit() async throws {
    try await play("handshake-closed") { sandbox, authority in
      let seen = try PythonClient.tls("tls", #require(sandbox.tlsPort), authority)
      #expect(
        ["ConnectionResetError", "SSLEOFError", "UNEXPECTED_EOF_WHILE_READING"].contains(seen["error"] as? String),
        "\(seen)")
    }
    try await play("plain-on-tls-port") { sandbox, authority in
      let port = try #require(sandbox.tlsPort)
      #expect(try PythonClient.tls("tls", port, authority)["error"] as? String == "WRONG_VERSION_NUMBER")
      #expect(try RawClient(port).line() == "* OK IMAP4rev1 server ready")
    }
    try await play { sandbox, _ in
      // The other mistake: TLS on the port for plain text.
      let client = try SandboxHarness.client(sandbox)
      client.send([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00, 0x00, 0x01, 0x03, 0x0A])
      #expect(client.line()?.contains("BAD") == true)
    }
  }

  @Test("STARTTLS is not offered, and not taken")
  func notOffered() async throws {
    try await play("no-starttls") { sandbox, _ in
      let client = try SandboxHarness.client(sandbox)
      #expect(client.ask("a CAPABILITY").first?.contains("STARTTLS") == false)
      #expect(client.ask("b STARTTLS").last?.hasPrefix("b BAD") == true)
    }
  }

  @Test(
    "No sign-in without TLS, in each server's words",
    arguments: [
      ("dovecot", "a NO [PRIVACYREQUIRED] ", "b NO [PRIVACYREQUIRED] "),
      ("courier", "a NO STARTTLS required", "b NO STARTTLS required"),
      ("cyrus", "a NO Login only available under a layer", "b NO encryption needed to use mechanism"),
      ("exchange", "a BAD ", "b BAD "),
    ])
  func tlsRequired(server: String, login: String, plain: String) async throws {
    var script = try SandboxHarness.script(server, faults: ["tls-required"])
    script.certificate = .generated
    try await SandboxHarness.play(script) { sandbox in
      let client = try SandboxHarness.client(sandbox)
      let offered = try #require(client.ask("c CAPABILITY").first)
      #expect(offered.hasSuffix(" STARTTLS LOGINDISABLED") && !offered.contains("AUTH="))
      let answer = client.ask("a LOGIN \"\(script.rows[0].signInName)\" \"Wren-4821\"")
      #expect(answer.last?.hasPrefix(login) == true)
      if server == "dovecot" {
        #expect(answer.first?.hasPrefix("* BAD [ALERT] Plaintext authentication not allowed") == true)
      }
      #expect(client.ask("b AUTHENTICATE PLAIN AGEAYg==").last?.hasPrefix(plain) == true)
      #expect(sandbox.attempts.isEmpty)
      let steps = try PythonClient.imaplib(
        port: sandbox.port, authority: sandbox.authority,
        [["starttls"], ["login", script.rows[0].signInName, "Wren-4821"]])
      #expect(steps.map(\.status) == ["OK", "OK", "OK"], "\(steps)")
    }
  }

  @Test("What came in plain text behind STARTTLS is not taken for a command of the secured connection")
  func bytesBehind() async throws {
    try await play { sandbox, _ in
      let client = try SandboxHarness.client(sandbox)
      client.send("a STARTTLS\r\nb LOGIN alberta@contoso.com Wren-4821\r\n")
      #expect(client.line()?.hasPrefix("a OK") == true)
      #expect(client.line(within: 0.3) == nil)
      #expect(sandbox.attempts.isEmpty)
    }
  }

  @Test("One's own certificate is used; a key that is not its own is refused")
  func files() async throws {
    try await play("certificate-wrong-name") { sandbox, authority in
      let folder = authority.dropLast("ca.pem".count)
      var script = try SandboxHarness.script("any")
      script.certificate = .files(chain: folder + "wrong-name.pem", key: folder + "wrong-name.key")
      try await SandboxHarness.play(script) { own in
        #expect(own.authority == nil)
        let port = try #require(own.tlsPort)
        #expect(
          (try PythonClient.tls("tls", port, authority)["error"] as? String)?.hasPrefix("Hostname mismatch") == true)
      }
      script.certificate = .files(chain: folder + "wrong-name.pem", key: folder + "ca.key")
      await #expect(throws: SandboxError.self) { try await Sandbox.start(script) }
      script.certificate = .files(chain: folder + "nonesuch.pem", key: folder + "ca.key")
      await #expect(throws: SandboxError.self) { try await Sandbox.start(script) }
    }
  }
}
