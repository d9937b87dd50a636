import IMAP
import Platform
import TestSupport
import Testing

/// Whatever piece of a secret a server repeats, in whatever form: a hundred thousand generated echoes.
@Suite struct MaskingTests {
  /// Characters that no secret of these tests contains.
  private static let surroundings = Array("~ ^ ~~ ^^ ".utf8)
  private static let alphabet = Array(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!\"#$%&'()*+,-./:;<=>?@[\\]_`{|} äöüß日€"
      .unicodeScalars)

  enum Form: CaseIterable {
    case verbatim, quoted, upperCase, base64, urlSafeBase64, percent, modifiedUTF7, quotedPercent
  }

  @Test("no run of four characters of a secret is shown")
  func runs() {
    var random = SeededGenerator(seed: 41)
    for number in 0..<100_000 {
      let secret = Self.secret(&random)
      let start = Int.random(in: 0...secret.count - 4, using: &random)
      let length = Int.random(in: 4...secret.count - start, using: &random)
      let piece = String(String.UnicodeScalarView(secret[start..<start + length]))
      let form = Form.allCases[number % Form.allCases.count]
      var redactor = Redactor()
      redactor.add(Secret(String(String.UnicodeScalarView(secret))))
      let (before, after) = (Self.surrounding(&random), Self.surrounding(&random))
      let shown = redactor.masked(before + Self.encode(piece, as: form) + after)
      guard shown != before + Array("••••".utf8) + after else { continue }
      Issue.record(
        "\(form) of \(piece) of \(secret.map(String.init).joined()): \(String(decoding: shown, as: UTF8.self))")
      return
    }
  }

  /// What a parser has left of the password when it has lost the thread, in the words of servers.
  private static let parserErrors = [
    "Too many arguments: REST", "Unknown command REST", "Invalid characters in atom \u{22}REST",
    "Missing argument after REST",
    "REST", "Unexpected REST at 17", "expected SP, found REST", "Error in IMAP command: REST",
  ]

  @Test("after BAD to a sign-in, a text that repeats any of the secret is dropped")
  func parserErrors() {
    var random = SeededGenerator(seed: 42)
    for number in 0..<20_000 {
      let secret = String(String.UnicodeScalarView(Self.secret(&random)))
      let tail = String(secret.unicodeScalars.suffix(Int.random(in: 3...secret.unicodeScalars.count, using: &random)))
      guard !tail.contains("\n") else { continue }
      var conversation = Conversation.open()
      conversation.signIn("alberta", secret)
      let line = Self.parserErrors[number % Self.parserErrors.count].replacing("REST", with: tail)
      conversation.hear(bytes: Array("A1 BAD \(line)\r\n".utf8))
      guard let reply = conversation.replies.first else { continue }
      guard reply.text.text.isEmpty else {
        Issue.record("\(reply.text) of \(secret)")
        return
      }
    }
  }

  @Test("a parser's error that repeats nothing is shown")
  func harmlessErrors() {
    var conversation = Conversation.open()
    conversation.signIn("alberta", "Wren-4821")
    conversation.hear(bytes: Array("A1 BAD Too many arguments\r\n".utf8))
    #expect(conversation.replies.first?.text.text == "Too many arguments")
  }

  private static func secret(_ random: inout SeededGenerator) -> [Unicode.Scalar] {
    (0..<Int.random(in: 4...24, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
  }

  private static func surrounding(_ random: inout SeededGenerator) -> [UInt8] {
    Array(surroundings.prefix(Int.random(in: 0...3, using: &random))) + [0x7E]
  }

  private static func encode(_ text: String, as form: Form) -> [UInt8] {
    switch form {
    case .verbatim: Array(text.utf8)
    case .quoted: Array(quoted(text).utf8)
    case .upperCase: text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    case .base64: Array(base64(Array(text.utf8)).utf8)
    case .urlSafeBase64: Array(base64(Array(text.utf8)).replacing("+", with: "-").replacing("/", with: "_").utf8)
    case .percent: Array(percent(text).utf8)
    case .modifiedUTF7: MailboxName(text).wire
    case .quotedPercent: Array(quoted(percent(text)).utf8)
    }
  }

  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  private static func percent(_ text: String) -> String {
    text.utf8.map { byte in
      let isUnreserved =
        byte < 0x80 && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber)
      let digits = String(byte, radix: 16)
      return isUnreserved ? String(Unicode.Scalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = (0..<3).reduce(0) { $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0) }
      for place in 0..<4 {
        text.append(start + place - 1 < bytes.count || place == 0 ? alphabet[group >> (18 - place * 6) & 63] : "=")
      }
    }
    return text
  }
}
