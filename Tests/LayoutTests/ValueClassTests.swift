import Layout
import Testing

@Suite("Classes of values")
struct ValueClassTests {
  private func classes(_ text: String) -> ValueClasses { text.withBytes { ValueClasses($0) } }

  @Test(
    "A value has the class of its form",
    arguments: [
      ("ada@elmforge.com", ValueClasses.address), ("a+b@x.co.uk", .address), ("", .empty), ("  ", .empty),
      ("SMTP:ada@elmforge.com+smtp:a@elmforge.com", .decoratedAddress), ("Ada <ada@elmforge.com>", .decoratedAddress),
      ("elmforge.com", .domain), ("ada.brink", .localPart), ("250", .number), ("-1", .number), ("True", .boolean),
      ("nein", .boolean), ("250 MB", .size), ("2 GB (2,147,483,648 bytes)", .size), ("2026-03-02", .date),
      ("2026-01-02T10:00:00Z", .date), ("02.03.2026", .date), ("/users/ada", .path), ("C:\\Shares\\hr", .windowsPath),
      ("\\\\server\\hr", .windowsPath), ("\\Sales", .folder), ("https://elmforge.sharepoint.com/sites/hr", .url),
      ("{SHA512-CRYPT}$6$salt$Jx0q1lYw9R0", .hash), ("$2y$10$abcdefghijklmnopqrstuv", .hash),
      ("5f4dcc3b5aa765d61d8327deb882cf99", .hash), ("9f0c0000-1111-2222-3333-444455556666", .guid),
      ("contoso\\terry", .domainLogin), ("S-1-5-21-1004336348-1177238915", .securityIdentifier),
      ("Ada Brink", .words), ("****", .masked), ("Wren-4821!x", .opaque),
    ])
  func form(text: String, wanted: ValueClasses) {
    #expect(classes(text).isSuperset(of: wanted))
  }

  @Test(
    "What only looks like one has none",
    arguments: [
      ("ada@home", ValueClasses.address), ("a@b@c.com", .address), ("@elmforge.com", .address), ("12:30", .date),
      ("1-2", .date), ("2.5.9.1", .date), ("SkR7t\\q\\x", .domainLogin), ("${x}$y", .hash), ("{a}", .hash),
      ("250 horses", .size), ("Wren 4821", .words),
    ])
  func not(text: String, unwanted: ValueClasses) {
    #expect(classes(text).isDisjoint(with: unwanted))
  }
}
