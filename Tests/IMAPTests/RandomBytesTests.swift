import IMAP
import TestSupport
import Testing

/// Whatever a server sends, the session neither traps, nor holds more than it may, nor discloses the password, and
/// answers each request once.
@Suite struct RandomBytesTests {
  private static let pieces: [String] = [
    "* ", "A1 ", "A2 ", "A3 ", "OK ", "NO ", "BAD ", "BYE ", "PREAUTH ", "+ ", "\r\n", "\n", "\r",
    "[CAPABILITY IMAP4rev1 STARTTLS LITERAL+ AUTH=PLAIN] ",
    "[ALERT] ", "[", "]", "CAPABILITY ", "LIST ", "(\\Noselect) ", "\"/\" ", "NIL ", "\"", "\\", "{5}\r\n", "{0}\r\n",
    "{99}\r\n", "{4294967296}\r\n", "(",
    ")", "STATUS ", "INBOX ", "MESSAGES 5 ", "NAMESPACE ", "SEARCH ", "1 ", "ESEARCH ", "COUNT 3 ", "QUOTA ",
    "QUOTAROOT ", "ID ", "Wren-4821", "V3Jlbi00ODIx",
    "ready", "\0", "é", "-", "EXISTS", "* BYE so long\r\n", "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n",
    "A1 OK in\r\n", "A2 OK done\r\n", "A3 OK in\r\n", "A3 NO no\r\n",
  ]

  @Test("random responses", arguments: [Session.Security.implicit, .startTLS, .none])
  func session(_ security: Session.Security) {
    var limits = Limits()
    limits.response = 300
    limits.responses = 30
    limits.octets = 3_000
    limits.responsesBeforeSignIn = 20
    limits.octetsBeforeSignIn = 2_000
    var generator = SeededGenerator(seed: 5530)
    var reached: Set<String> = []
    for _ in 0..<3_000 {
      var conversation = Conversation(security, allowsPlainText: true, limits: limits)
      if security == .implicit { conversation.establishTLS() }
      if Bool.random(using: &generator) {
        conversation.hear("* OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] ready")
        if security == .startTLS {
          conversation.hear("A1 OK begin")
          conversation.establishTLS()
          conversation.hear("* CAPABILITY IMAP4rev1 AUTH=PLAIN")
          if Bool.random(using: &generator) { conversation.hear("A2 OK done") }
        }
      }
      conversation.signIn("alberta", "Wren-4821")
      conversation.request(.examine(.inbox))
      if Int.random(in: 0..<3, using: &generator) == 0 { conversation.hear("A1 OK in") }
      for _ in 0..<Int.random(in: 0..<40, using: &generator) {
        if Int.random(in: 0..<10, using: &generator) == 0 { conversation.establishTLS() }
        let isNoise = Int.random(in: 0..<8, using: &generator) == 0
        conversation.hear(bytes: isNoise ? noise(&generator) : words(&generator))
      }
      if Bool.random(using: &generator) { conversation.disconnect() } else { conversation.runOutOfTime() }
      conversation.request(.namespace)

      let log = conversation.log
      reached.formUnion(conversation.replies.map { "\($0.outcome)".prefix { $0 != "(" }.description })
      guard log.count(where: { $0.hasPrefix("opened") }) == 1, conversation.replies.count == 3, log.contains("close")
      else {
        Issue.record("not answered once: \(log)")
        return
      }
      let told = log.filter { !$0.hasPrefix(">") }.joined()
      guard !told.contains("Wren-4821"), !told.contains("V3Jlbi00ODIx") else {
        Issue.record("told: \(told)")
        return
      }
      guard conversation.replies.allSatisfy({ $0.data.count <= 30 && $0.text.text.utf8.count < 5_000 }) else {
        Issue.record("too much was kept")
        return
      }
    }
    #expect(reached.isSuperset(of: ["ok", "no", "bad", "bye", "closed", "timedOut", "protocolError"]))
  }

  @Test("the reader holds no more than its limit")
  func reader() {
    var generator = SeededGenerator(seed: 7888)
    for _ in 0..<3_000 {
      var reader = ResponseReader(limit: 100)
      read: for _ in 0..<30 {
        let bytes = Bool.random(using: &generator) ? noise(&generator) : words(&generator)
        let isBroken = bytes.withUnsafeBytes { whole in
          var input = whole
          while true {
            do { if try reader.next(&input) == nil { return false } } catch { return true }
          }
        }
        if reader.partial.count > 100 {
          Issue.record("\(reader.partial.count) bytes are held")
          return
        }
        if isBroken { break read }
      }
    }
  }

  private func words(_ generator: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 1..<12, using: &generator)).flatMap { _ in
      Array(Self.pieces.randomElement(using: &generator)!.utf8)
    }
  }

  private func noise(_ generator: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 0..<200, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }
}
