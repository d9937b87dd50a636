import IMAPSandbox
import Migration
import Platform
import Testing
import TestSupport

/// The protocol itself: strings in every form, commands in every piece, and what is no command.
@Suite("Sandbox: protocol")
struct ProtocolTests {
  private static let oddPasswords: [String] = [
    "\"", "\\", "a\"b\\c", "{5}", "{5+}", "per%cent*", "(paren)", "a b", " lead", "trail ", "päss-Wörd", "日本語", "NIL",
    "]", "*", "+", "&-", "x\u{7F}y", String(repeating: "long", count: 1000),
  ]

  @Test("A password in quotes, in a literal, in one that is not waited for, and by SASL", arguments: oddPasswords)
  func strings(password: String) async throws {
    let script = SandboxConfiguration(
      server: try #require(try Server.builtIn("any")),
      rows: [SandboxConfiguration.Row(signInName: "alberta", password: Secret(password), number: 1)])
    try await SandboxHarness.play(script) { sandbox in
      let quoted = password.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      #expect(try SandboxHarness.client(sandbox).ask("a LOGIN alberta \"\(quoted)\"") == ["a OK LOGIN completed"])
      let client = try SandboxHarness.client(sandbox)
      client.send("b LOGIN {7}\r\n")
      #expect(client.line() == "+ OK")
      client.send("alberta {\(password.utf8.count)+}\r\n\(password)\r\n")
      #expect(client.line() == "b OK LOGIN completed")
      #expect(try SandboxHarness.client(sandbox).ask("a LOGIN alberta \"\(quoted)x\"").last?.hasPrefix("a NO") == true)
    }
  }

  @Test("Passwords are compared byte for byte: another normal form is another password")
  func bytes() async throws {
    let script = SandboxConfiguration(
      server: try #require(try Server.builtIn("any")),
      rows: [SandboxConfiguration.Row(signInName: "alberta", password: Secret("p\u{E4}ss"), number: 1)])
    try await SandboxHarness.play(script) { (sandbox) async throws in
      #expect(try SandboxHarness.client(sandbox).ask("a LOGIN alberta \"pa\u{308}ss\"").last?.hasPrefix("a NO") == true)
      #expect(try SandboxHarness.client(sandbox).ask("a LOGIN alberta \"p\u{E4}ss\"").last?.hasPrefix("a OK") == true)
    }
  }

  @Test("Commands in single bytes, and several in one piece")
  func pieces() async throws {
    try await SandboxHarness.play("any") { sandbox in
      let slow = try SandboxHarness.client(sandbox)
      for byte in Array("a LOGIN \"alberta@contoso.com\" {9+}\r\nWren-4821\r\n".utf8) { slow.send([byte]) }
      #expect(slow.line() == "a OK LOGIN completed")
      let fast = try SandboxHarness.client(sandbox)
      fast.send("a LOGIN alberta@contoso.com Wren-4821\r\nb STATUS INBOX (MESSAGES)\nc NOOP\r\nd LOGOUT\r\ne NOOP\r\n")
      #expect(
        fast.lines(to: "d").filter { !$0.hasPrefix("*") } == [
          "a OK LOGIN completed", "b OK STATUS completed", "c OK NOOP completed", "d OK LOGOUT completed",
        ])
      #expect(fast.line() == nil && fast.hasEnded)
    }
  }

  @Test("An answer that is late holds up the commands behind it, and no other connection")
  func late() async throws {
    try await SandboxHarness.play("any", "slow:3=1") { sandbox in
      let client = try SandboxHarness.client(sandbox)
      let start = ContinuousClock.now
      client.send("a LOGIN alberta@contoso.com Wren-4821\r\nb NOOP\r\n")
      #expect(try SandboxHarness.client(sandbox).ask("c LOGIN edith@contoso.com Wren-4821") == ["c OK LOGIN completed"])
      #expect(ContinuousClock.now - start < .milliseconds(2900))
      #expect(client.lines(to: "b") == ["a OK LOGIN completed", "b OK NOOP completed"])
      #expect(ContinuousClock.now - start >= .milliseconds(2950))
    }
  }

  @Test(
    "What is no command is answered BAD, and the server lives on",
    arguments: [
      "", " ", "a", "a ", "* LOGIN x y", "+ LOGIN x y", "a LOGIN", "a LOGIN x", "a LOGIN x y z", "a LOGIN \"x y",
      "a LOGIN (x) y", "a LOGIN x y)", "a LIST \"\" *",
      "a AUTHENTICATE", "a STATUS INBOX (MESSAGES)", "a EXAMINE INBOX", "a LOGIN {3} y", "a LOGIN \"a\\b\" y", "a UID",
      "a ((((((((((((", "\u{0}\u{1}\u{2}", "a NAMESPACE", "a STARTTLS",
    ])
  func malformed(line: String) async throws {
    try await SandboxHarness.play("any") { sandbox in
      let client = try SandboxHarness.client(sandbox)
      client.send(line + "\r\n")
      #expect(client.line()?.contains(" BAD ") == true)
      #expect(client.ask("z NOOP") == ["z OK NOOP completed"])
    }
  }

  @Test("Malformed commands of one who has signed in")
  func malformedSignedIn() async throws {
    try await SandboxHarness.play("any") { sandbox in
      let client = try SandboxHarness.signedIn(sandbox, "alberta@contoso.com")
      for command in [
        "STATUS INBOX", "STATUS INBOX (NONE)", "LIST x", "SEARCH ALL", "FETCH 1 FLAGS", "LOGIN x y", "EXAMINE",
      ] {
        #expect(client.ask("a \(command)").last?.hasPrefix("a BAD") == true, "\(command)")
      }
      #expect(client.ask("b EXAMINE INBOX").last?.hasPrefix("b OK") == true)
      let reader = try SandboxHarness.signedIn(sandbox, "alberta@contoso.com")
      _ = reader.ask("b EXAMINE INBOX")
      for command in [
        "SEARCH", "SEARCH SUBJECT x", "SEARCH RETURN (NONE) ALL", "FETCH x FLAGS", "FETCH 1 BODY[]", "SEARCH LARGER x",
      ] {
        #expect(reader.ask("a \(command)").last?.hasPrefix("a BAD") == true, "\(command)")
      }
    }
  }

  @Test("Random bytes end in an answer or in the end of the connection, never in the server's")
  func noise() async throws {
    var random = SeededGenerator(seed: 11)
    let pieces: [[UInt8]] = [
      "a ", "LOGIN ", "LIST ", "\"", "{9}", "{99999999999999999999}", "{4+}", "\r\n", "\n", "(", ")", "\\", "*", "%",
      "AUTHENTICATE PLAIN ", "=", "UID SEARCH ", "\0",
    ].map { Array($0.utf8) }
    for server in ["any", "dovecot", "courier"] {
      try await SandboxHarness.play(server) { sandbox in
        for _ in 0..<150 {
          let client = try SandboxHarness.client(sandbox)
          for _ in 0..<Int.random(in: 1...40, using: &random) {
            client.send(
              Int.random(in: 0..<4, using: &random) == 0
                ? [UInt8.random(in: 0...255, using: &random)] : pieces.randomElement(using: &random)!)
          }
        }
        let script = try SandboxHarness.script(server)
        _ = try SandboxHarness.signedIn(sandbox, script.rows[0].signInName)
      }
    }
  }

  @Test("A command without end ends the connection, whether in a line or in a literal")
  func endless() async throws {
    try await SandboxHarness.play("any") { sandbox in
      let line = try SandboxHarness.client(sandbox)
      line.send("a LOGIN alberta \"" + String(repeating: "x", count: 70_000))
      #expect(line.line() == "* BYE Command line too long")
      let literal = try SandboxHarness.client(sandbox)
      literal.send("a LOGIN alberta {4294967296}\r\n")
      #expect(literal.line() == "* BYE Command line too long" && literal.line() == nil && literal.hasEnded)
    }
  }

  @Test("A client that sends and never reads is let go")
  func deaf() async throws {
    try await SandboxHarness.play("any", "many-messages:2000") { sandbox in
      let client = try RawClient(sandbox.port, buffer: 4096)
      client.send("a LOGIN alberta@contoso.com Wren-4821\r\nb EXAMINE INBOX\r\n")
      // It ends as soon as the server has let go.
      for _ in 0..<1000 where !client.isBroken {
        client.send(String(repeating: "c FETCH 1:* RFC822.SIZE\r\n", count: 1000))
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(client.isBroken)
      #expect(try SandboxHarness.client(sandbox).ask("z NOOP") == ["z OK NOOP completed"])
    }
  }
}
