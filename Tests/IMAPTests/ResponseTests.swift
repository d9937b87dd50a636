import IMAP
import TestSupport
import Testing

/// What real servers send, with and against the grammar.
@Suite struct ResponseTests {
  static let statusLines: [(String, String)] = [
    ("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready", "untagged ok [CAPABILITY] IMAP4rev1 STARTTLS | ready"),
    ("* ok ready", "untagged ok | ready"),
    ("* PREAUTH hello", "untagged preauth | hello"),
    ("* BYE Too many invalid IMAP commands.", "untagged bye | Too many invalid IMAP commands."),
    ("* NO", "untagged no | "),
    ("* OK[ALERT] no blank", "untagged ok [ALERT]  | no blank"),
    ("A7 NO [AUTHENTICATIONFAILED] Authentication failed.", "A7 no [AUTHENTICATIONFAILED]  | Authentication failed."),
    ("A7 no", "A7 no | "),
    ("A7 OK", "A7 ok | "),
    ("A7 NO [LIMIT", "A7 no | [LIMIT"),
    ("A7 NO [] odd", "A7 no | [] odd"),
    (
      "A7 NO [REFERRAL imap://alberta@mail2.contoso.com/] moved",
      "A7 no [REFERRAL] imap://alberta@mail2.contoso.com/ | moved"
    ),
    ("* OK [MYRIGHTS \"ac]dil\"] ACL", "untagged ok [MYRIGHTS] \"ac]dil\" | ACL"),
    ("* NO [WEBALERT https://contoso.com/] Web login", "untagged no [WEBALERT] https://contoso.com/ | Web login"),
    ("A2 OK [THROTTLED] Success", "A2 ok [THROTTLED]  | Success"),
    (
      "A2 BAD Request is throttled. Suggested Backoff Time: 2817 milliseconds",
      "A2 bad | Request is throttled. Suggested Backoff Time: 2817 milliseconds"
    ),
    ("A2 NO say {12}", "A2 no | say {12}"),
    ("+", "continue "),
    ("+ ", "continue "),
    ("+ Ready for literal {3}", "continue Ready for literal {3}"),
    ("+OK POP3 ready", "unreadable +OK POP3 ready"),
    ("220 mail.contoso.com ESMTP", "unreadable 220 mail.contoso.com ESMTP"),
    ("A2 BYE", "unreadable A2 BYE"),
    ("*", "other "),
    ("", "unreadable "),
    ("* Too many invalid logon attempts.", "other Too many invalid logon attempts."),
    ("* 1 FETCH (RFC822.SIZE 10)", "other 1 FETCH (RFC822.SIZE 10)"),
    ("* FLAGS (\\Seen)", "other FLAGS (\\Seen)"),
    ("* MYRIGHTS INBOX lrs", "other MYRIGHTS INBOX lrs"),
  ]

  @Test("a status, and what is none", arguments: statusLines)
  func status(_ line: String, _ expected: String) throws {
    for end in ["\r\n", "\n"] {
      let found = try responses(in: Array((line + end).utf8))
      #expect(found.map(describe) == [expected])
    }
  }

  static let dataLines: [(String, String)] = [
    ("CAPABILITY imap4rev1  Idle", "capabilities IMAP4REV1 IDLE"),
    ("LIST (\\HasNoChildren) \"/\" INBOX", "mailbox \\hasnochildren / INBOX"),
    ("LIST () \"/\" INBOX", "mailbox  / INBOX"),
    ("LIST (\\Noselect \\HasChildren) \".\" \"#shared.users\"", "mailbox \\noselect,\\haschildren . #shared.users"),
    ("LIST (\\Sent) NIL Sent", "mailbox \\sent nil Sent"),
    ("LIST (\\Sent) \"/\" Sent Items", "mailbox \\sent / Sent Items"),
    ("LIST () \"\\\\\" \"a\\\"b\\\\c\"", "mailbox  \\ a\"b\\c"),
    ("LIST () \"/\" {5}\r\na\r\nb ", "mailbox  / a^M^Jb "),
    ("LIST () \"/\" {0}\r\n", "mailbox  / "),
    ("LIST () \"/\" box (\"CHILDINFO\" (\"SUBSCRIBED\"))", "mailbox  / box"),
    ("LIST \"/\" INBOX", "other LIST \"/\" INBOX"),
    ("STATUS INBOX (MESSAGES 5 UNSEEN 2 )", "status INBOX MESSAGES=5 UNSEEN=2"),
    ("STATUS \"INBOX\"(MESSAGES 5)", "status INBOX MESSAGES=5"),
    ("STATUS Sent Items  (MESSAGES 7 SIZE 99999999999)", "status Sent Items MESSAGES=7 SIZE=99999999999"),
    ("STATUS a (MESSAGES -1 SIZE NIL X-GUID 4e1 UNSEEN 3)", "status a UNSEEN=3"),
    ("STATUS {3}\r\na b ( MESSAGES 1)", "status a b MESSAGES=1"),
    ("STATUS INBOX", "other STATUS INBOX"),
    ("NAMESPACE ((\"\" \"/\")) NIL NIL", "namespaces [ /] [] []"),
    (
      "NAMESPACE ((\"INBOX.\" \".\")) nil ((\"#shared.\" \".\")(\"shared.\" \".\"))",
      "namespaces [INBOX. .] [] [#shared. .,shared. .]"
    ),
    ("NAMESPACE NIL ((\"user/\" \"/\" \"X-PARAM\" (\"a)\"))) ((\"\" NIL))", "namespaces [] [user/ /] [ nil]"),
    ("NAMESPACE ((\"\"", "other NAMESPACE ((\"\""),
    ("31 EXISTS", "exists 31"),
    ("31 RECENT", "other 31 RECENT"),
    ("99999999999999999999999 EXISTS", "other 99999999999999999999999 EXISTS"),
    ("SEARCH", "found 0"),
    ("SEARCH 1 5 9 (MODSEQ 917)", "found 3"),
    ("ESEARCH (TAG \"A3\") COUNT 17", "found 17"),
    ("ESEARCH (TAG \"A3\") UID MIN 1 count 2", "found 2"),
    ("ESEARCH (TAG \"A3\")", "other ESEARCH (TAG \"A3\")"),
    ("QUOTA \"User quota\" (STORAGE 0 51200 MESSAGE 3 1000)", "quota User quota STORAGE=0/51200 MESSAGE=3/1000"),
    ("QUOTA \"PUBLIC\"", "quota PUBLIC"),
    ("QUOTAROOT INBOX INBOX", "roots INBOX INBOX"),
    ("QUOTAROOT \"a b\" \"\" {1}\r\nx", "roots a b ,x"),
    ("ID (\"name\" \"Dovecot\" \"version\" NIL \"OS\" \"x\")", "id name=Dovecot os=x"),
    ("ID NIL", "id"),
  ]

  @Test("data", arguments: dataLines)
  func data(_ text: String, _ expected: String) throws {
    let found = try responses(in: Array("* \(text)\r\n".utf8))
    #expect(found.map(describe) == [expected.trimmingBlanks])
  }

  @Test("8-bit and NUL bytes are kept")
  func bytes() throws {
    let line = Array("* LIST () \"/\" \"".utf8) + [0xFC, 0x00, 0x62] + Array("\"\r\n".utf8)
    let found = try responses(in: line)
    guard case .data(.mailbox(let mailbox))? = found.first else {
      Issue.record("\(found)")
      return
    }
    #expect(mailbox.name == MailboxName(wire: [0xFC, 0, 0x62]))
  }

  @Test("whatever the pieces are")
  func pieces() throws {
    let lines = Self.statusLines.map(\.0) + Self.dataLines.map { "* " + $0.0 }
    let bytes = Array(lines.map { $0 + "\r\n" }.joined().utf8)
    let whole = try responses(in: bytes)
    #expect(whole.count == lines.count)
    #expect(try responses(in: bytes) { _ in 1 } == whole)
    var generator = SeededGenerator(seed: 3501)
    for _ in 0..<300 {
      let most = Int.random(in: 1...80, using: &generator)
      let cut = try responses(in: bytes) { _ in Int.random(in: 1...most, using: &generator) }
      guard cut == whole else {
        Issue.record("other responses from pieces of at most \(most) bytes")
        return
      }
    }
  }
}

private func describe(_ response: Response) -> String {
  func status(_ status: Status) -> String {
    let code = status.code.map { " [\($0.name)] \(String(decoding: $0.argument, as: UTF8.self))" } ?? ""
    return "\(status.condition)\(code) | \(String(decoding: status.text, as: UTF8.self))"
  }
  return switch response {
  case .untagged(let found): "untagged \(status(found))"
  case .tagged(let tag, let found): "\(String(decoding: tag, as: UTF8.self)) \(status(found))"
  case .continuation(let text): "continue \(String(decoding: text, as: UTF8.self))"
  case .unreadable(let line): "unreadable \(String(decoding: line, as: UTF8.self))"
  case .data(.other(let text)): "other \(String(decoding: text, as: UTF8.self))"
  case .data(let data): describe(data).trimmingBlanks
  }
}

private func describe(_ data: ServerData) -> String {
  func text(_ bytes: [UInt8]) -> String { ServerText(showing: bytes, limit: 500).text }
  func delimiter(_ byte: UInt8?) -> String { byte.map { String(Unicode.Scalar($0)) } ?? "nil" }
  func namespaces(_ list: [Namespaces.Namespace]) -> String {
    "[" + list.map { "\(text($0.prefix.wire)) \(delimiter($0.delimiter))" }.joined(separator: ",") + "]"
  }
  return switch data {
  case .capabilities(let found): "capabilities \(found.names.joined(separator: " "))"
  case .mailbox(let found):
    "mailbox \(found.attributes.joined(separator: ",")) \(delimiter(found.delimiter)) \(text(found.name.wire))"
  case .status(let found):
    "status \(text(found.name.wire)) "
      + found.items.map { "\($0.key.rawValue)=\($0.value)" }.sorted().joined(separator: " ")
  case .namespaces(let found):
    "namespaces \(namespaces(found.personal)) \(namespaces(found.otherUsers)) \(namespaces(found.shared))"
  case .exists(let count): "exists \(count)"
  case .found(let count): "found \(count)"
  case .quota(let quota):
    "quota \(text(quota.root)) " + quota.resources.map { "\($0.name)=\($0.usage)/\($0.limit)" }.joined(separator: " ")
  case .quotaRoots(let mailbox, let roots): "roots \(text(mailbox.wire)) \(roots.map(text).joined(separator: ","))"
  case .id(let fields): "id " + fields.map { "\($0.field)=\(text($0.value))" }.joined(separator: " ")
  case .other(let bytes): "other \(text(bytes))"
  }
}

extension String {
  /// Without the blanks at the end that an empty list leaves.
  fileprivate var trimmingBlanks: String { String(reversed().drop { $0 == " " }.reversed()) }
}
