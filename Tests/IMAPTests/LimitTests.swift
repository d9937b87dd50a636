import IMAP
import TestSupport
import Testing

/// A server cannot make a session hold or read without end.
@Suite struct LimitTests {
  static var small: Limits {
    var limits = Limits()
    limits.response = 200
    limits.responses = 20
    limits.octets = 2_000
    limits.responsesBeforeSignIn = 10
    limits.octetsBeforeSignIn = 1_000
    return limits
  }

  @Test("a line without an end")
  func endlessLine() {
    var conversation = Conversation.signedIn(limits: Self.small)
    conversation.request(.examine(.inbox))
    conversation.hear(bytes: Array("* OK ".utf8) + [UInt8](repeating: 0x41, count: 300))
    #expect(conversation.replies.first?.outcome == .protocolError(.responseTooLong(limit: 200)))
    #expect(conversation.replies.first?.text.text.hasPrefix("* OK AAAA") == true)
    #expect(conversation.log.last == "close")
  }

  @Test("the longest line that is allowed, and one byte more", arguments: [0, 1])
  func longestLine(_ excess: Int) throws {
    let line = Array("* OK ".utf8) + [UInt8](repeating: 0x41, count: 193 + excess) + [0x0D, 0x0A]
    let outcome = Result { try responses(in: line, limit: 200) { _ in 7 } }
    if excess == 0 {
      #expect(try outcome.get().count == 1)
    } else {
      #expect(throws: ProtocolError.responseTooLong(limit: 200)) { try outcome.get() }
    }
  }

  @Test(
    "a literal is refused where it is announced",
    arguments: [("4294967296", 4_294_967_296 as UInt64), ("201", 201), ("99999999999999999999999", UInt64.max)])
  func hugeLiteral(_ announced: String, _ count: UInt64) {
    var conversation = Conversation.signedIn(limits: Self.small)
    conversation.request(.list(reference: MailboxName(""), pattern: MailboxName("*"), status: []))
    conversation.hear("* LIST () \"/\" {\(announced)}")
    #expect(conversation.replies.first?.outcome == .protocolError(.literalTooLong(announced: count, limit: 200)))
  }

  @Test("literals add up to one response")
  func manyLiterals() {
    let bytes =
      Array("* QUOTAROOT x".utf8)
      + (0..<10).flatMap { _ in Array(" {40}\r\n".utf8) + [UInt8](repeating: 0x42, count: 40) }
    #expect(throws: ProtocolError.literalTooLong(announced: 40, limit: 200)) {
      try responses(in: bytes, limit: 200) { _ in 11 }
    }
  }

  @Test("too many untagged responses")
  func manyResponses() {
    var conversation = Conversation.signedIn(limits: Self.small)
    conversation.request(.examine(.inbox))
    for _ in 0..<30 { conversation.hear("* 1 EXISTS") }
    #expect(conversation.replies.first?.outcome == .protocolError(.tooManyResponses(limit: 20)))
  }

  @Test("the count begins anew with each command")
  func countedPerCommand() {
    var conversation = Conversation.signedIn(limits: Self.small)
    for number in 2..<12 {
      conversation.request(.examine(.inbox))
      for _ in 0..<15 { conversation.hear("* 1 EXISTS") }
      conversation.hear("A\(number) OK done")
    }
    #expect(conversation.replies.map(\.outcome) == Array(repeating: .ok, count: 10))
  }

  @Test("too many octets, also when nothing was asked")
  func manyOctets() {
    for asks in [true, false] {
      var conversation = Conversation.signedIn(limits: Self.small)
      if asks { conversation.request(.examine(.inbox)) }
      for _ in 0..<15 { conversation.hear("* OK " + String(repeating: "x", count: 180)) }
      #expect(conversation.log.last == "close")
      if !asks { conversation.request(.examine(.inbox)) }
      #expect(conversation.replies.last?.outcome == .protocolError(.tooManyOctets(limit: 2_000)))
    }
  }

  @Test("before the sign-in, less is allowed")
  func beforeSignIn() {
    var conversation = Conversation.open(limits: Self.small)
    conversation.signIn("alberta@contoso.com", "Wren-4821")
    for _ in 0..<11 { conversation.hear("* OK still at it") }
    #expect(conversation.replies.first?.outcome == .protocolError(.tooManyResponses(limit: 10)))
  }

  @Test("a SEARCH of any length is counted, not held")
  func longSearch() throws {
    var bytes = Array("* search".utf8)
    for number in 1...20_000 { bytes += Array(" \(number)".utf8) }
    bytes += Array("\r\nA1 OK done\r\n".utf8)
    var generator = SeededGenerator(seed: 4731)
    for most in [1, 60, 5_000, bytes.count] {
      let found = try responses(in: bytes, limit: 200) { _ in Int.random(in: 1...most, using: &generator) }
      #expect(found.first == .data(.found(20_000)))
      #expect(found.count == 2)
    }
  }

  @Test("a command that is longer than servers read")
  func longCommand() {
    var conversation = Conversation.open("IMAP4rev1 AUTH=PLAIN")
    conversation.signIn("alberta@contoso.com", String(repeating: "x", count: 65_536))
    #expect(conversation.news() == ["replied signIn refused(IMAP.Refusal.tooLong(octets: 65571, limit: 10240))"])
    conversation.signIn("alberta@contoso.com", "Wren-4821")
    #expect(conversation.news() == [#"> A1 LOGIN "alberta@contoso.com" "Wren-4821"⏎"#])
  }
}
