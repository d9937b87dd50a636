import IMAPSandbox
import Migration
import TestSupport
import Testing

/// Every fault plays what it says; those about TLS are in `TLSTests`.
@Suite("Sandbox: faults")
struct FaultTests {
  @Test("All are tested")
  func complete() {
    let tested = Set(FaultScenes.all.map { String($0.order.prefix { $0 != ":" }) }).union(FaultScenes.elsewhere).union(
      SandboxHarness.tlsFaults)
    #expect(tested == Set(Fault.all.map(\.name)))
    #expect(Set(Fault.all.map(\.name)).count == Fault.all.count)
  }

  @Test("A fault plays what it says", arguments: FaultScenes.all.indices)
  func scene(index: Int) async throws {
    let (order, seen) = FaultScenes.all[index]
    try await SandboxHarness.play("any", order) { sandbox in
      let client = try RawClient(sandbox.port)
      switch seen {
      case .greeting(let pattern, let ends):
        try expect(client.line() ?? "", begins: pattern, order)
        if ends { _ = client.rest() } else { #expect(client.line(within: 0.1) == nil) }
        #expect(client.hasEnded == ends, "\(order)")
      case .nothing:
        #expect(client.line(within: 0.3) == nil && !client.hasEnded)
      case .end:
        #expect(client.line() == nil && client.hasEnded && !client.wasReset)
      case .reset:
        #expect(client.line() == nil && client.hasEnded && client.wasReset)
      case .signIn(let pattern, let ends):
        greeted(client)
        client.send("a LOGIN alberta@contoso.com \"Wren-4821\"\r\n")
        let isSilent = pattern == "$" && !ends
        var lines = client.lines(to: order == "foreign-tag" ? "zz99" : "a", within: isSilent ? 0.3 : 5)
        if ends { lines += [String(decoding: client.rest(), as: UTF8.self)].filter { !$0.isEmpty } }
        try expect(lines.joined(separator: "|"), begins: pattern, order)
        #expect(client.hasEnded == ends, "\(order)")
        let attempt = try #require(sandbox.attempts["alberta@contoso.com"])
        #expect(attempt.tries == 1)
      case .pour(let pattern, let count):
        greeted(client)
        client.send("a LOGIN alberta@contoso.com Wren-4821\r\n")
        let bytes = client.rest(atLeast: count)
        #expect(bytes.count >= count && !client.hasEnded)
        try expect(String(decoding: bytes.prefix(200_000), as: UTF8.self), begins: pattern, order)
      case .mailbox(let pattern):
        try signIn(client)
        for command in ["EXAMINE INBOX", "SELECT INBOX", "STATUS INBOX (MESSAGES)"] {
          try expect(client.ask("a " + command).joined(separator: "|"), begins: pattern, order)
        }
        #expect(sandbox.attempts["alberta@contoso.com"] == SignInCounts(tries: 1, accepted: 1, refused: 0, repeated: 0))
      case .answer(let command, let pattern):
        try signIn(client)
        try expect(client.ask("a " + command).joined(separator: "|"), begins: pattern, order)
      }
    }
  }

  private func greeted(_ client: RawClient) { #expect(client.line()?.hasPrefix("* OK ") == true) }

  private func signIn(_ client: RawClient) throws {
    greeted(client)
    #expect(client.ask("s LOGIN alberta@contoso.com Wren-4821").last?.hasPrefix("s OK") == true)
  }

  private func expect(_ text: String, begins pattern: String, _ order: String) throws {
    #expect(try Regex(pattern).prefixMatch(in: text) != nil, "\(order): \(text.prefix(300))")
  }

  @Test("Not more connections at a time than the limit; later ones are taken again")
  func limit() async throws {
    try await SandboxHarness.play("any", "connection-limit:2") { sandbox in
      var first: RawClient? = try SandboxHarness.client(sandbox)
      let second = try SandboxHarness.client(sandbox)
      let third = try RawClient(sandbox.port)
      #expect(third.line() == nil && third.hasEnded)
      first = nil
      _ = first
      try await until { try RawClient(sandbox.port).line() != nil }
      #expect(second.ask("a NOOP").last == "a OK NOOP completed")
    }
  }

  @Test("After some refusals nobody is connected any more")
  func ban() async throws {
    try await SandboxHarness.play("any", "ban:2") { sandbox in
      let client = try SandboxHarness.client(sandbox)
      for _ in 0..<2 { #expect(client.ask("a LOGIN alberta@contoso.com wrong").last?.hasPrefix("a NO") == true) }
      try await until {
        do {
          return try RawClient(sandbox.port).line() == nil
        } catch let error as RawClient.NotConnected {
          return error.code == 111 || error.code == 61
        }
      }
      #expect(throws: RawClient.NotConnected.self) { try RawClient(sandbox.port) }
    }
  }

  @Test("Byte by byte, and nothing is lost")
  func trickle() async throws {
    try await SandboxHarness.play("any", "trickle:5") { sandbox in
      let client = try RawClient(sandbox.port)
      let start = ContinuousClock.now
      #expect(client.line() == "* OK IMAP4rev1 server ready")
      #expect(ContinuousClock.now - start > .milliseconds(100))
      #expect(client.ask("a LOGIN alberta@contoso.com Wren-4821") == ["a OK LOGIN completed"])
      client.send("b LOGOUT\r\n")
      #expect(client.lines(to: "b").count == 2)
      #expect(client.line() == nil && client.hasEnded)
    }
  }

  @Test("All open the admin's mailbox, which then is the same for all")
  func wrongMailbox() async throws {
    func inboxes(_ faults: String...) async throws -> [[String]] {
      try await SandboxHarness.play(SandboxHarness.script("dovecot", faults: faults)) { sandbox in
        try ["alberta", "terry.adams", "edith"].map {
          try SandboxHarness.signedIn(sandbox, "\($0)*mailadmin").ask("b EXAMINE INBOX")
        }
      }
    }
    let right = try await inboxes()
    let wrong = try await inboxes("wrong-mailbox=1-2")
    #expect(Set(right).count == 3)
    #expect(wrong[0] == wrong[1] && wrong[0] != right[0] && wrong[1] != right[1] && wrong[2] == right[2])
  }

  @Test("Without a capability: it is not offered, and not taken")
  func capabilities() async throws {
    try await SandboxHarness.play("any", "no-sasl", "no-esearch") { sandbox in
      let client = try SandboxHarness.client(sandbox)
      #expect(client.ask("a CAPABILITY").first == "* CAPABILITY IMAP4rev1 SASL-IR ID LITERAL+")
      #expect(client.ask("b AUTHENTICATE PLAIN").last?.hasPrefix("b NO") == true)
      _ = client.ask("c LOGIN alberta@contoso.com Wren-4821")
      _ = client.ask("d EXAMINE INBOX")
      #expect(client.ask("e SEARCH RETURN (COUNT) ALL").last?.hasPrefix("e BAD") == true)
      #expect(client.ask("f SEARCH ALL").count == 2)
    }
    try await SandboxHarness.play("any", "no-literal-plus") { sandbox in
      let client = try SandboxHarness.client(sandbox)
      client.send("a LOGIN {19+}\r\nalberta@contoso.com {9+}\r\nWren-4821\r\n")
      #expect(client.line()?.hasPrefix("a BAD") == true)
      #expect(client.ask("b AUTHENTICATE PLAIN AGEAYg==").last?.hasPrefix("b BAD") == true)
      client.send("c LOGIN {19}\r\n")
      #expect(client.line() == "+ OK")
      client.send("alberta@contoso.com {9}\r\n")
      #expect(client.line() == "+ OK")
      client.send("Wren-4821\r\n")
      #expect(client.line() == "c OK LOGIN completed")
    }
  }

  // MARK: When

  @Test("A fault of some rows leaves the others alone; one that ends does so for each row")
  func rowsAndTries() async throws {
    try await SandboxHarness.play("any", "unavailable=1,3/2", "mailbox-denied=2") { (sandbox) async throws in
      func answers(_ name: String) throws -> [String] {
        let client = try SandboxHarness.client(sandbox)
        return (0..<3).compactMap { _ in client.ask("a LOGIN \(name)@contoso.com Wren-4821").last }.map {
          String($0.prefix(18))
        }
      }
      for name in ["alberta", "edith"] {
        #expect(try answers(name) == ["a NO [UNAVAILABLE]", "a NO [UNAVAILABLE]", "a OK LOGIN complet"])
      }
      #expect(try answers("terry.adams").first == "a OK LOGIN complet")
      #expect(
        try SandboxHarness.signedIn(sandbox, "terry.adams@contoso.com").ask("b EXAMINE INBOX").last?.hasPrefix(
          "b NO [NOPERM]") == true)
      #expect(
        try SandboxHarness.signedIn(sandbox, "alberta@contoso.com").ask("b EXAMINE INBOX").last?.hasPrefix("b OK")
          == true)
    }
  }

  @Test("A fault of the connections that ends, ends")
  func connectionTries() async throws {
    try await SandboxHarness.play("any", "bye-throttled/2") { sandbox in
      let greetings = try (0..<4).map { _ in try RawClient(sandbox.port).line()?.prefix(5) }
      #expect(greetings == ["* BYE", "* BYE", "* OK ", "* OK "])
    }
  }

  @Test("Any answer can be asked for")
  func freeAnswer() async throws {
    var script = try SandboxHarness.script("any")
    script.faults = [
      FaultOrder(answering: .signIn, "* NO warning\r\n{tag} NO [X-OWN] no\r\n", isRefusal: true, rows: [1...1]),
      FaultOrder(answering: .mailbox, "{tag} NO [INUSE] later\r\n", rows: [2...2], tries: 1),
    ]
    try await SandboxHarness.play(script) { sandbox in
      #expect(
        try SandboxHarness.client(sandbox).ask("a LOGIN alberta@contoso.com Wren-4821") == [
          "* NO warning", "a NO [X-OWN] no",
        ])
      let client = try SandboxHarness.signedIn(sandbox, "terry.adams@contoso.com")
      #expect(client.ask("b EXAMINE INBOX") == ["b NO [INUSE] later"])
      #expect(client.ask("c EXAMINE INBOX").last?.hasPrefix("c OK") == true)
    }
  }

  @Test(
    "Orders that mean nothing are refused",
    arguments: [
      "nonesuch", "silence=3", "refused:5", "refused=0", "refused=3-2", "refused=a", "refused=1,,2", "refused=",
      "slow:x", "slow:-1", "ban/2", "unavailable/x",
      "no-namespace=2", "big-messages/2", "",
    ])
  func badOrders(text: String) { #expect(throws: SandboxError.self) { try FaultOrder(text) } }

  @Test("A row that is not there is refused")
  func noSuchRow() async throws {
    let script = try SandboxHarness.script("any", faults: ["refused=4"])
    await #expect(throws: SandboxError.self) { try await Sandbox.start(script) }
  }
}

/// Asks until it is so; what needs another thread's step has five seconds.
func until(_ isSo: () throws -> Bool) async throws {
  for _ in 0..<500 {
    if try isSo() { return }
    try await Task.sleep(for: .milliseconds(10))
  }
  Issue.record("It did not come about")
}
