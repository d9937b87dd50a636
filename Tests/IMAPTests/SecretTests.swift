import IMAP
import Platform
import Testing
import TestSupport

/// A password shows itself nowhere, and is masked where a server echoes it.
@Suite struct SecretTests {
  static let password = #"Wren"48\21 {x}"#

  @Test("a secret describes itself to nobody")
  func description() {
    let secret = Secret("Wren-4821")
    var dumped = ""
    dump(Credential(userName: "alberta", secret: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\(Credential(userName: "alberta", secret: secret))", dumped]
    {
      #expect(!text.contains("Wren"))
      #expect(!text.contains("9"))
    }
  }

  static let echoes: [(String, String)] = [
    (#"BAD LOGIN alberta Wren"48\21 {x} is wrong"#, "BAD LOGIN alberta •••• is wrong"),
    (#"unknown "Wren\"48\\21 {x}""#, #"unknown "••••""#),
    (#"WREN"48\21 {X}"#, "••••"),
    (#"Wren"48\21 {x}Wren"48\21 {x}"#, "••••"),
    ("V3JlbiI0OFwyMSB7eH0=", "••••"),
    ("AUTHENTICATE PLAIN AGFsYmVydGEAV3JlbiI0OFwyMSB7eH0= failed", "AUTHENTICATE PLAIN •••• failed"),
    ("bAdhbGJlcnRhAAFXcmVuIjQ4XDIxIHt4fQ==", "••••"),
    ("eGFsYmVydGEAeFdyZW4iNDhcMjEge3h9", "••••"),
    (#"line was too long: LOGIN alberta Wren"48"#, "line was too long: LOGIN alberta ••••"),
    (#"cut: LOGIN alberta "Wren\"48\\2"#, #"cut: LOGIN alberta "••••"#),
    ("Wrens and wrens", "••••s and ••••s"),
    ("Wre and 48", "Wre and 48"),
    (#"ren"48\21 {x}""#, #"••••""#),
    ("what is Wren%2248%5C21%20%7Bx%7D?", "what is ••••?"),
    (#"Wren\x2248\x5c21 {x}"#, "••••"),
    (#"Wren\"48\\21%20{x}"#, "••••"),
    ("V3JlbiI0OFwyMSB7eH0 and I0OFwyMSB7", "•••• and ••••"),
    ("", ""),
  ]

  @Test("echoes are masked", arguments: echoes)
  func echo(_ text: String, _ shown: String) {
    var redactor = Redactor()
    redactor.add(Secret(Self.password))
    #expect(String(decoding: redactor.masked(Array(text.utf8)), as: UTF8.self) == shown)
  }

  @Test(
    "a short password is masked where it is a word of its own",
    arguments: [
      ("in", "logged in", "logged ••••"), ("in", "invalid login", "invalid login"), ("a1", "NO a1 a12", "NO •••• a12"),
    ])
  func short(_ password: String, _ text: String, _ shown: String) {
    var redactor = Redactor()
    redactor.add(Secret(password))
    #expect(String(decoding: redactor.masked(Array(text.utf8)), as: UTF8.self) == shown)
  }

  @Test("the lines of a password with line ends are masked one by one")
  func lines() {
    var redactor = Redactor()
    redactor.add(Secret("first-half\r\nsecond-half"))
    #expect(String(decoding: redactor.masked(Array("what is second-half?".utf8)), as: UTF8.self) == "what is ••••?")
  }

  @Test("random passwords in every form that servers echo")
  func randomPasswords() {
    var generator = SeededGenerator(seed: 4616)
    for _ in 0..<2_000 {
      let password = (0..<Int.random(in: 4...20, using: &generator)).map { _ in
        UInt8.random(in: 0x21...0x7E, using: &generator)
      }
      var redactor = Redactor()
      redactor.add(Secret(password))
      let quoted = password.flatMap { $0 == 0x22 || $0 == 0x5C ? [0x5C, $0] : [$0] }
      let before = (0..<Int.random(in: 0...3, using: &generator)).map { _ in UInt8(ascii: "~") }
      for form in [password, quoted] {
        let masked = redactor.masked(before + [0x20] + form + [0x20] + before)
        guard masked == before + [0x20] + Array("••••".utf8) + [0x20] + before else {
          Issue.record("not masked in: \(String(decoding: masked, as: UTF8.self))")
          return
        }
      }
    }
  }

  @Test("passwords in the forms of URLs and of mailbox names")
  func encodedForms() {
    let password = "zaunkönig&48/日本"
    var redactor = Redactor()
    redactor.add(Secret(password))
    for text in [
      password, "zaunk%C3%B6nig%2648%2F%E6%97%A5", "zaunk&APY-nig&-48/&ZeVnLA-", "nig&-48", "zaunk&APY-ni",
      "zaunk\\303\\266nig", "zaunk\\u00f6nig&",
    ] {
      #expect(String(decoding: redactor.masked(Array("~~ \(text) ~~".utf8)), as: UTF8.self) == "~~ •••• ~~", "\(text)")
    }
  }

  static let hostile: [String] = [
    "* BAD what is Wren-4821?", "* NO [X-ECHO Wren-4821] no",
    "A1 NO [REFERRAL imap://alberta:Wren-4821@contoso.com] moved",
    "A1 NO LOGIN alberta Wren-4821", "A1 BAD \"WREN-4821\"", "alberta Wren-4821", "B7 NO Wren-4821", "* BYE Wren-4821",
    "A1 NO AGFsYmVydGEAV3Jlbi00ODIx", "+ V3Jlbi00ODIx", "* OK [ALERT] V3Jlbi00ODIx", "* LIST {99999999}", "* Wren-4821",
  ]

  @Test("no reply holds the password, whatever the server says", arguments: hostile)
  func replies(_ line: String) {
    for ending in ["\r\n", ""] {
      var conversation = Conversation.open()
      conversation.signIn("alberta", "Wren-4821")
      conversation.hear(bytes: Array((line + ending).utf8))
      conversation.disconnect()
      conversation.request(.namespace)
      #expect(conversation.replies.count == 2)
      for reply in conversation.replies {
        let told =
          [reply.line]
          + reply.notices.map { "\($0.text) \($0.code.map { String(decoding: $0.argument, as: UTF8.self) } ?? "")" }
        for text in told {
          #expect(!text.lowercased().contains("wren"))
          #expect(!text.contains("V3Jlbi00ODIx"))
        }
      }
    }
  }

  @Test(
    "control characters show",
    arguments: [
      ([0x61, 0x00, 0x1B, 0x5B, 0x09, 0x7F], "a^@^[[^I^?"), ([0xFC, 0x62, 0xE2, 0x82], #"\xFCb\xE2\x82"#),
      ([0xC2, 0x85], #"\u{85}"#),
      (Array("a\u{202E}b\u{2066}\u{FEFF}".utf8), #"a\u{202E}b\u{2066}\u{FEFF}"#),
      (Array("Zaunkönig 日本 😀".utf8), "Zaunkönig 日本 😀"),
      (Array("12345678901".utf8), "1234567890…"), (Array("1234567890".utf8), "1234567890"),
    ] as [([UInt8], String)])
  func visible(_ bytes: [UInt8], _ shown: String) {
    let limit = bytes.count < 10 || bytes.first != 0x31 ? 100 : 10
    #expect(ServerText(showing: bytes, limit: limit).text == shown)
  }
}
