import Foundation
import Testing

import Migration

/// The addresses of RohanNagar/jmail, read in place.
@Suite struct AddressCorpusTests {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/corpora/jmail").standardizedFileURL

  static func isThere(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }

  /// What we make of an address that jmail judges otherwise.
  enum Ours: Equatable { case accepted, refused, decorated }

  /// Where we differ on purpose, as the corpus writes it, with the clause that says so.
  static let differences: [(ours: Ours, clause: String, texts: [String])] = [
    (
      .refused, "RFC 5321 section 4.1.3: `::` stands for two groups or more, so at most six stand beside it",
      [
        "first.last@[IPv6:1111:2222:3333::4444:5555:6666:7777]",
        "first.last@[IPv6:::a2:a3:a4:b1:b2:b3:b4]",
        "first.last@[IPv6:a1:a2:a3:a4:b1:b2:b3::]",
      ]
    ),
    (
      .refused,
      "RFC 5321 section 4.1.3: `::` stands for two groups or more, so at most four stand beside it and the IPv4 "
        + "address",
      [
        "first.last@[IPv6:1111:2222:3333::4444:5555:12.34.56.78]",
        "first.last@[IPv6:::a2:a3:a4:b1:ffff:11.22.33.44]",
        "first.last@[IPv6:a1:a2:a3:a4:b1::11.22.33.44]",
      ]
    ),
    (
      .refused, "RFC 5321 section 4.1.2: a backslash escapes only inside a Quoted-string",
      [
        #"mymail\@hello@hotmail.com"#,
        #"Abc\@def@test.org"#,
        #"Fred\ Bloggs@test.org"#,
        #"Joe.\\Blow@test.org"#,
        #"test\<angled@mytest.edu"#,
        #"{^c\@**Dog^}@cartoon.com"#,
        #"phil.h\@\@ck@haacked.com"#,
        #"abc\\@test.org"#,
      ]
    ),
    (
      .decorated,
      "RFC 5321 section 4.1.2: a Mailbox has no display name; that is name-addr, RFC 5322 section 3.4",
      [
        "Joe A Smith <email@example.com>",
        #""John Michael" <tester@test.net>"#,
        "A <apple@pie.com>",
        ".utkarsh <utkarsh@gmail.com>",
      ]
    ),
    (
      .accepted, "RFC 5321 section 4.1.2: a sub-domain may be all digits; it has the trait numericTopLevel",
      [
        "email@111.222.333.44444"
      ]
    ),
    (
      .accepted,
      "RFC 6531 section 3.3: atext takes any character beyond ASCII; it has the trait internationalLocalPart",
      [
        "e＿mail@hello.net",
        "e—mail@mytest.eu",
        "e⌉mail@testing.txt",
        "e⁽mail@testing.txt",
        "“email@mydomain.txt",
        "email”@mydomain.txt",
        "•email@domain.com",
        "emailwithmath×symbol@test.com",
        "euro€@eu.com",
        "mod¨@modifier.edu",
        "other©copyright@copy.org",
      ]
    ),
  ]

  @Test(
    .enabled(if: isThere("valid-addresses.csv"), "skipped: ../shared/corpora/jmail/valid-addresses.csv is missing"))
  func validAddresses() throws {
    var agree = 0
    var differ: [String] = []
    for line in try Self.lines("valid-addresses.csv") {
      let (text, local, domain) = try #require(Self.columns(line), "\(line)")
      let bytes = Self.decoded(text)
      if case .success(let address) = Address.parse(bytes) {
        #expect(Array(bytes[address.localPart]) == Self.decoded(local), "\(text)")
        #expect(Array(bytes[address.domain]) == Self.decoded(domain), "\(text)")
        agree += 1
      } else {
        let ours: Ours = Address.undecorated(bytes) == nil ? .refused : .decorated
        if !Self.isKnown(text, ours) { Issue.record("\(ours): \(text)") }
        differ.append(text)
      }
    }
    let known = Self.differences.filter { $0.ours != .accepted }.flatMap(\.texts)
    #expect(Set(differ) == Set(known))
    #expect(agree == 110 && differ.count == 18)
  }

  @Test(
    .enabled(
      if: isThere("invalid-addresses.csv"), "skipped: ../shared/corpora/jmail/invalid-addresses.csv is missing"))
  func invalidAddresses() throws {
    var agree = 0
    var differ: [String] = []
    for line in try Self.lines("invalid-addresses.csv") {
      let end = try #require(line.firstRange(of: " ;"), "\(line)").lowerBound
      let text = String(line[..<end])
      if case .failure = Address.parse(Self.decoded(text)) {
        agree += 1
      } else {
        if !Self.isKnown(text, .accepted) { Issue.record("accepted: \(text)") }
        differ.append(text)
      }
    }
    let known = Self.differences.filter { $0.ours == .accepted }.flatMap(\.texts)
    #expect(Set(differ) == Set(known))
    #expect(agree == 145 && differ.count == 12)
  }

  private static func isKnown(_ text: String, _ ours: Ours) -> Bool {
    differences.contains { $0.ours == ours && $0.texts.contains(text) }
  }

  /// The lines under the first one, which describes the format.
  private static func lines(_ name: String) throws -> [String] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map(String.init)
  }

  /// Address, local part and domain of an unquoted line, whose address and parts may hold commas themselves: the
  /// cut at which the parts make up the address, or end it in angle brackets.
  private static func columns(_ line: String) -> (text: String, local: String, domain: String)? {
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count >= 4 else { return nil }
    for first in 1...fields.count - 3 {
      for second in first + 1...fields.count - 2 {
        let text = fields[..<first].joined(separator: ",")
        let local = fields[first..<second].joined(separator: ",")
        for third in second + 1...fields.count - 1 {
          let domain = fields[second..<third].joined(separator: ",")
          if text == "\(local)@\(domain)" || text.hasSuffix("<\(local)@\(domain)>") {
            return (text, local, domain)
          }
        }
      }
    }
    return nil
  }

  /// The corpus writes line breaks as character references and NUL as its symbol.
  private static func decoded(_ text: String) -> [UInt8] {
    Array(
      text.replacingOccurrences(of: "&#13;", with: "\r").replacingOccurrences(of: "&#10;", with: "\n")
        .replacingOccurrences(of: "\u{2400}", with: "\0").utf8)
  }
}
