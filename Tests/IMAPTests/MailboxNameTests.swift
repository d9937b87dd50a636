import IMAP
import TestSupport
import Testing

/// Modified UTF-7, both ways.
@Suite struct MailboxNameTests {
  @Test(
    "names as people write them, and on the wire",
    arguments: [
      ("INBOX", "INBOX"), ("", ""), ("a&b", "a&-b"), ("&", "&-"), ("Entwürfe", "Entw&APw-rfe"),
      ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
      ("😀", "&2D3eAA-"), ("a\tb", "a&AAk-b"), ("ü&ü", "&APw-&-&APw-"), ("äöü", "&AOQA9gD8-"), ("a\u{7F}", "a&AH8-"),
    ])
  func pairs(_ text: String, _ wire: String) {
    #expect(MailboxName(text).wire == Array(wire.utf8))
    #expect(MailboxName(wire: wire.utf8).text == text)
  }

  @Test(
    "what no encoder may make",
    arguments: [
      "&", "a&", "&APw", "&A-", "&AA-", "&AGE-", "&APw-&APw-", "&AP/-", "&APw=-", "ü", "a\tb", "&2D0-", "&APx-", "& -",
      "&AAAAA-",
    ])
  func malformed(_ wire: String) { #expect(MailboxName(wire: wire.utf8).text == nil) }

  @Test("random names come back")
  func roundTrip() {
    var generator = SeededGenerator(seed: 2152)
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0...0x1F, 0x7F...0x2FF, 0x3000...0xD7FF, 0xE000...0xFFFF, 0x10000...0x10FFFF,
    ]
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...12, using: &generator) {
        let range = ranges.randomElement(using: &generator)!
        text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: range, using: &generator))!)
      }
      let name = MailboxName(text)
      guard name.wire.allSatisfy({ (0x20...0x7E).contains($0) }), name.text.map({ Array($0.utf8) }) == Array(text.utf8)
      else {
        let scalars = text.unicodeScalars.map { String($0.value, radix: 16) }
        Issue.record("\(scalars) became \(String(decoding: name.wire, as: UTF8.self))")
        return
      }
    }
  }

  @Test("what can be decoded at all is what the encoder makes of it")
  func strict() {
    var generator = SeededGenerator(seed: 3501)
    let alphabet = Array("&&&--AAPwQ,/+a".utf8)
    var decoded = 0
    for _ in 0..<200_000 {
      let wire = (0..<Int.random(in: 1...8, using: &generator)).map { _ in alphabet.randomElement(using: &generator)! }
      guard let text = MailboxName(wire: wire).text else { continue }
      decoded += 1
      guard MailboxName(text).wire == wire else {
        let encoded = String(decoding: MailboxName(text).wire, as: UTF8.self)
        Issue.record("\(String(decoding: wire, as: UTF8.self)) is another spelling of \(encoded)")
        return
      }
    }
    #expect(decoded > 1_000)
  }
}
