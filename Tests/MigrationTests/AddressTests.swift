import TestSupport
import Testing

import Migration

extension Address {
  static func parse(_ bytes: [UInt8]) -> Result<Address, Failure> {
    bytes.withUnsafeBufferPointer { parse($0) }
  }

  static func plainDomainStart(_ bytes: [UInt8]) -> Int {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return -1 }
      return plainDomainStart(base, buffer.count)
    }
  }

  static func undecorated(_ bytes: [UInt8]) -> (reason: Decoration, address: Range<Int>)? {
    bytes.withUnsafeBufferPointer { undecorated($0) }
  }
}

@Suite struct AddressTests {
  /// What the place of a failure marks: `‸` is before its first character, and `⁀` after its last one.
  static let places: [(marked: String, defect: Address.Defect)] = [
    ("alberta.contoso.com‸", .missingAt),
    ("alberta contoso.com‸", .missingAt),
    ("‸", .missingAt),
    ("‸@⁀contoso.com", .emptyLocalPart),
    ("alberta@‸", .emptyDomain),
    ("alberta@adams‸@⁀contoso.com", .secondAt),
    ("alberta@‸@⁀contoso.com", .secondAt),
    ("‸.⁀alberta@contoso.com", .leadingDot),
    ("alberta‸.⁀@contoso.com", .trailingDot),
    ("alberta.‸.⁀adams@contoso.com", .doubleDot),
    ("alberta‸ ⁀adams@contoso.com", .spaceInLocalPart),
    ("‸ ⁀alberta@contoso.com", .spaceInLocalPart),
    ("alberta‸ ⁀@contoso.com", .spaceInLocalPart),
    ("alberta‸,⁀adams@contoso.com", .specialInLocalPart(UInt8(ascii: ","))),
    ("alberta‸\\⁀@contoso.com", .specialInLocalPart(UInt8(ascii: "\\"))),
    ("‸\"⁀alberta@contoso.com", .unclosedQuotedString),
    ("\"alberta\"‸a⁀dams@contoso.com", .textAfterQuotedString),
    ("\"alberta\\‸é⁀\"@contoso.com", .badEscape),
    ("alberta‸(⁀(sales)@contoso.com", .unclosedComment),
    ("alberta(sales)‸)⁀@contoso.com", .strayParenthesis),
    ("alberta(sales)‸a⁀dams@contoso.com", .textAfterComment),
    ("alberta@‸.⁀contoso.com", .emptyLabel),
    ("alberta@contoso.‸.⁀com", .emptyLabel),
    ("alberta@contoso.com‸.⁀", .domainEndsWithDot),
    ("alberta@contoso‸.⁀ (mail)", .domainEndsWithDot),
    ("alberta@‸-⁀contoso.com", .hyphenAtLabelStart),
    ("alberta@contoso‸-⁀.com", .hyphenAtLabelEnd),
    ("alberta@contoso.com‸-⁀", .hyphenAtLabelEnd),
    ("alberta@con‸_⁀toso.com", .underscoreInDomain),
    ("alberta@con‸ ⁀toso.com", .spaceInDomain),
    ("alberta@contoso‸,⁀com", .specialInDomain(UInt8(ascii: ","))),
    ("alberta@‸[⁀192.0.2.1", .unclosedLiteral),
    ("alberta@[192.0.2.1]‸x⁀", .textAfterLiteral),
    ("alberta@[‸X400⁀:c=de]", .unknownLiteralTag),
    ("alberta@[192.0.‸256⁀.1]", .badIPv4),
    ("alberta@[192.0.2‸]⁀", .badIPv4),
    ("alberta@[IPv6:2001:db8‸:⁀]", .badIPv6),
    ("alberta@[IPv6:1:2:3:4:5:6:7:8:‸9999⁀]", .badIPv6),
    ("alberta@contoso.com‸\n⁀", .control),
    ("alb‸\u{7F}⁀erta@contoso.com", .control),
    ("‸\(String(repeating: "a", count: 65))⁀@contoso.com", .localPartTooLong(65)),
    ("alberta@‸\(String(repeating: "a", count: 64))⁀.com", .labelTooLong(64)),
    ("alberta@‸\(String(repeating: "abcdefg.", count: 32))com⁀", .domainTooLong(259)),
    ("‸alberta@\(String(repeating: "abcdefg.", count: 30))contoso⁀", .addressTooLong(255)),
  ]

  @Test func failuresHaveTheirPlace() throws {
    for (marked, defect) in Self.places {
      let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
      let wrong = parts[1].split(separator: "⁀", omittingEmptySubsequences: false)
      let text = Array(marked.filter { $0 != "‸" && $0 != "⁀" }.utf8)
      let length = wrong.count > 1 ? wrong[0].utf8.count : 0
      let expected = Address.Failure(defect: defect, offset: parts[0].utf8.count, length: length)
      #expect(Address.parse(text) == .failure(expected), "\(marked)")
    }
  }

  @Test func invalidUTF8IsFound() {
    let wrongs: [[UInt8]] = [
      [0x80], [0xC0, 0xAF], [0xC3], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
      [0xE2, 0x82], [0xF0, 0x9F, 0x98],
    ]
    let frames = [
      ("alb", "erta@contoso.com"), ("alberta@con", ".com"), ("(", ")a@contoso.com"), ("\"", "\"@contoso.com"),
    ]
    for wrong in wrongs {
      for (before, after) in frames {
        let text = Array(before.utf8) + wrong + Array(after.utf8)
        let expected = Address.Failure(defect: .invalidUTF8, offset: before.utf8.count, length: 1)
        #expect(Address.parse(text) == .failure(expected))
      }
    }
  }

  @Test func partsAreRanges() throws {
    let address = try Address.parse(Array("\"a@b\"(x)@(y)contoso.com".utf8)).get()
    #expect(address.localPart == 0..<8)
    #expect(address.domain == 9..<23)
    #expect(address.traits == [.quotedLocalPart, .comment])
  }

  @Test func lengthsLeaveCommentsOutAndCountQuotes() {
    let comment = "(\(String(repeating: "x", count: 300)))"
    let long = String(repeating: "a", count: 64)
    #expect(traits("\(comment)\(long)@\(comment)contoso.com") == [.comment])
    #expect(traits("\"\(long.dropLast(2))\"@contoso.com") == .quotedLocalPart)
    #expect(defect("\"\(long.dropLast(1))\"@contoso.com") == .localPartTooLong(65))
    #expect(defect("\(String(repeating: "é", count: 33))@contoso.com") == .localPartTooLong(66))
    // A label beyond ASCII has its limit in the ASCII form, which is not known here.
    #expect(traits("a@\(String(repeating: "例", count: 30)).com") == .internationalDomain)
    // Syntax comes before length.
    #expect(defect("\(long)a@contoso..com") == .emptyLabel)
  }

  @Test func everyDefectIsExplained() {
    let defects = Self.places.map(\.defect) + [.invalidUTF8]
    var seen = Set<String>()
    for defect in defects {
      let text = defect.explanation
      #expect(!text.isEmpty && !text.hasSuffix(".") && text.first?.isLowercase == true, "\(text)")
      #expect("\(defect.clause)".hasPrefix("RFC "))
      seen.insert(text)
    }
    // 33 cases, one of them twice among the samples.
    #expect(seen.count == 34)
    #expect(Address.Defect.doubleDot.explanation == "two consecutive dots in the local part")
    #expect(Address.Defect.labelTooLong(64).isLength && !Address.Defect.doubleDot.isLength)
  }

  // MARK: Decoration

  @Test(
    arguments: [
      ("Alberta Adams <‸alberta@contoso.com⁀>", .displayName),
      ("Alberta<‸alberta@contoso.com⁀>", .displayName),
      ("\"Adams, Alberta\" <‸alberta@contoso.com⁀>", .displayName),
      ("Adams, Alberta <‸alberta@contoso.com⁀>", .displayName),
      ("\"a <b> c\" <‸alberta@contoso.com⁀>", .displayName),
      ("alberta@contoso.com <‸alberta@contoso.com⁀>", .displayName),
      ("Łucja <‸lucja@contoso.com⁀>", .displayName),
      ("Alberta <mailto:‸alberta@contoso.com⁀>", .displayName),
      ("<‸alberta@contoso.com⁀>", .angleBrackets),
      (" < ‸alberta@contoso.com⁀ > ", .angleBrackets),
      ("<‸\"a>b\"@contoso.com⁀>", .angleBrackets),
      ("mailto:‸alberta@contoso.com⁀", .mailto),
      ("MailTo: ‸alberta@contoso.com⁀", .mailto),
      ("mailto:‸alberta@contoso.com⁀?cc=a@b.com&subject=x", .mailto),
      ("mailto:<‸alberta@contoso.com⁀>", .mailto),
      ("‸alberta@contoso.com⁀, bob@contoso.com", .severalAddresses),
      ("‸alberta@contoso.com⁀;bob@contoso.com;", .severalAddresses),
      ("‸alberta@contoso.com⁀ bob@contoso.com", .severalAddresses),
      ("‸alberta@contoso.com⁀\r\nbob@contoso.com", .severalAddresses),
      ("‸\"a, b\"@contoso.com⁀ bob@contoso.com", .severalAddresses),
      ("Alberta <‸alberta@contoso.com⁀>; Adams, Bob <bob@contoso.com>", .severalAddresses),
      ("<‸alberta@contoso.com⁀> <bob@contoso.com>", .severalAddresses),
      ("‸alberta@contoso.com (x, y)⁀, mailto:bob@contoso.com", .severalAddresses),
    ] as [(String, Address.Decoration)])
  func decorationIsFound(marked: String, reason: Address.Decoration) throws {
    let parts = marked.split(separator: "‸", omittingEmptySubsequences: false)
    let length = parts[1].split(separator: "⁀", omittingEmptySubsequences: false)[0].utf8.count
    let text = Array(marked.filter { $0 != "‸" && $0 != "⁀" }.utf8)
    let found = try #require(Address.undecorated(text))
    #expect(found.reason == reason)
    #expect(found.address == parts[0].utf8.count..<parts[0].utf8.count + length)
  }

  @Test(arguments: [
    "", " ", "alberta", "alberta@contoso.com", " alberta@contoso.com ", "mailto@contoso.com",
    "alberta@contoso.com (Adams, Sales)", "(a@b.com, c@d.com)alberta@contoso.com",
    "\"a@b.com, c@d.com\"@contoso.com",
    "\"<a@b.com>\"@contoso.com", "alberta@contoso.com;", "alberta@contoso.com,", "alberta@contoso.com, Adams",
    "Alberta Adams alberta@contoso.com", "Alberta <alberta@contoso.com", "Alberta <alberta>",
    "Alberta <alberta@-contoso.com>", "<>", "<@>", "mailto:", "mailto:alberta", "a b c", ",;, ;", "<<<>>>", "((((",
    "\"\"\"", "alberta@contoso.com>", "alberta@@contoso.com", "alberta @ contoso.com",
    "mailto:mailto:mailto:a@contoso.com",
  ])
  func decorationIsNotFound(text: String) {
    #expect(Address.undecorated(Array(text.utf8)) == nil)
  }

  // MARK: The fast path

  @Test func fastPathAgreesAtTheLimits() {
    let a = { (count: Int) in String(repeating: "a", count: count) }
    for local in [1, 63, 64, 65] {
      for label in [1, 62, 63, 64] {
        checkFastPath(Array("\(a(local))@\(a(label)).com".utf8))
        checkFastPath(Array("\(a(local))@com.\(a(label))".utf8))
      }
    }
    for whole in 250...260 {
      let text = "abc@\(a(60)).\(a(60)).\(a(60)).\(a(60)).\(a(60))"
      checkFastPath(Array(text.utf8.prefix(whole)))
    }
  }

  @Test func fastPathKnowsEveryByte() {
    for byte in UInt8.min...UInt8.max {
      for frame in [
        "a?b@contoso.com", "?@contoso.com", "a@con?so.com", "a@?contoso.com", "a@contoso.co?", "a@b.1?",
      ] {
        checkFastPath(frame.utf8.map { $0 == UInt8(ascii: "?") ? byte : $0 })
      }
    }
  }

  // MARK: Random input

  @Test func randomInputKeepsThePromises() {
    var random = SeededGenerator(seed: 0x5EED_ADD2)
    let pieces = Piece.all
    for round in 0..<20_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 0...14, using: &random) {
        if round % 4 == 0 {
          text.append(UInt8.random(in: 0...255, using: &random))
        } else {
          text += pieces[Int.random(in: 0..<pieces.count, using: &random)]
        }
      }
      check(text)
    }
  }

  @Test func randomSlipsKeepThePromises() {
    var random = SeededGenerator(seed: 0xADD2_0002)
    let pieces = Piece.all
    let seeds = AddressCases.accepted.map { Array($0.text.utf8) } + AddressCases.refused.map { Array($0.text.utf8) }
    for round in 0..<10_000 {
      var text = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...3, using: &random) where !text.isEmpty {
        let place = Int.random(in: 0..<text.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: text.remove(at: place)
        case 1: text[place] = UInt8.random(in: 0...255, using: &random)
        case 2: text.swapAt(place, Int.random(in: 0..<text.count, using: &random))
        default: text.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
        }
      }
      check(text)
    }
  }

  @Test func deepAndLongInputIsSurvived() {
    for piece in ["(", ")", "<", "\"", "\\", "mailto:", "a@b ", "[", "::", "a.", "<a@b", "a@b,", "\r\n ", "@", "é"] {
      let text = Array(String(repeating: piece, count: 20_000).utf8)
      checkPromises(text)
      checkPromises(Array("a@".utf8) + text)
    }
  }

  /// All that must hold for any input, and agreement with the slow grammar.
  private func check(_ text: [UInt8]) {
    checkPromises(text)
    // The slow grammar knows no lengths.
    if case .failure(let failure) = Address.parse(text), failure.defect.isLength { return }
    guard text.count <= 60 else { return }
    let accepted = (try? Address.parse(text).get()) != nil
    #expect(accepted == AddressGrammar.accepts(text), "\(String(decoding: text, as: UTF8.self).debugDescription)")
  }

  private func checkPromises(_ text: [UInt8]) {
    switch Address.parse(text) {
    case .success(let address):
      let at = address.localPart.upperBound
      let sound =
        address.localPart.lowerBound == 0 && at > 0 && text[at] == UInt8(ascii: "@")
        && address.domain == at + 1..<text.count && !address.domain.isEmpty
      if !sound { Issue.record("parts of \(text)") }
      if Address.undecorated(text) != nil { Issue.record("decoration of \(text)") }
    case .failure(let failure):
      let sound =
        failure.offset >= 0 && failure.length >= 0 && failure.offset + failure.length <= text.count
        && (failure.length > 0 || failure.defect == .missingAt || failure.defect == .emptyDomain)
      if !sound { Issue.record("\(failure) of \(text)") }
      if let found = Address.undecorated(text) {
        if (try? Address.parse(Array(text[found.address])).get()) == nil {
          Issue.record("decoration of \(text)")
        }
      }
    }
    checkFastPath(text)
  }

  private func checkFastPath(_ text: [UInt8]) {
    var expected = -1
    if case .success(let address) = Address.parse(text), address.traits.isEmpty {
      expected = address.domain.lowerBound
    }
    if Address.plainDomainStart(text) != expected {
      Issue.record("fast path: \(String(decoding: text, as: UTF8.self).debugDescription)")
    }
  }

  private func traits(_ text: String) -> Address.Traits? {
    try? Address.parse(Array(text.utf8)).get().traits
  }

  private func defect(_ text: String) -> Address.Defect? {
    guard case .failure(let failure) = Address.parse(Array(text.utf8)) else { return nil }
    return failure.defect
  }
}

private enum Piece {
  static let all: [[UInt8]] =
    [
      "a", "b", "Z", "0", "9", "1", "255", "256", ".", ".", ".", "@", "@", "@", "-", "_", "\"", "\"", "\\", "(",
      ")", "(x)",
      "[", "]", "IPv6:", "ipv6:", "::", ":", "::", "1:2", "abcd", "12.34.56.78", "[IPv6:", " ", "\t", "\r\n ",
      "\r", "\n",
      "<", ">", ",", ";", "é", "例", "\0", "\u{7F}", "+", "a@b.com", "@contoso.com", "alberta@", "\"q\"",
      "mailto:",
    ].map { Array($0.utf8) } + [[0x80], [0xC3], [0xED, 0xA0, 0x80]]
}
