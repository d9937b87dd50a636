import IMAPClient
import Testing

@Suite struct ServerLocationTests {
  @Test(
    "the forms in which people write a server",
    arguments: [
      ("imap.contoso.com", "imap.contoso.com", nil, nil), ("imap.contoso.com:993", "imap.contoso.com", 993, nil),
      ("192.0.2.1:143", "192.0.2.1", 143, nil), ("::1", "::1", nil, nil), ("[::1]", "::1", nil, nil),
      ("[2001:db8::1]:993", "2001:db8::1", 993, nil), ("imaps://imap.contoso.com", "imap.contoso.com", nil, "imaps"),
      ("imaps://imap.contoso.com:1993/", "imap.contoso.com", 1993, "imaps"), ("IMAP://[::1]:143", "::1", 143, "imap"),
      ("localhost", "localhost", nil, nil), ("mail_1", "mail_1", nil, nil), ("münchen.de", "münchen.de", nil, nil),
    ] as [(String, String, Int?, String?)])
  func forms(_ text: String, _ host: String, _ port: Int?, _ scheme: String?) throws {
    let location = try ServerLocation(text)
    #expect(location.host == host && location.port == port && location.scheme == scheme)
  }

  @Test(
    "what is none of them is told with the nearest that is one",
    arguments: [
      ("https://imap.contoso.com", "imap.contoso.com?"), ("imaps:imap.contoso.com", "imap.contoso.com?"),
      ("imap.contoso.com:imaps", "imap.contoso.com?"), ("imap.contoso.com:99999", "imap.contoso.com?"),
      ("imaps://imap.contoso.com/INBOX", "imap.contoso.com?"), ("alberta@imap.contoso.com", "imap.contoso.com?"),
      ("imap.contoso.com ", "imap.contoso.com?"), ("imap.contoso.com/", "imap.contoso.com?"),
      ("::1]:993", "[::1]:993?"), ("imap..contoso.com", "write NAME"), ("", "write NAME"),
    ])
  func hints(_ text: String, _ hint: String) {
    #expect {
      try ServerLocation(text)
    } throws: { "\($0)".contains(hint) }
  }
}
