import Layout
import Migration
import Testing

@Suite("Known exports")
struct ExportTests {
  @Test("Every export can be read, names its source, and its header rows are its own", arguments: Export.builtInNames)
  func builtIn(name: String) throws {
    let export = try #require(try Export.builtIn(name))
    #expect(export.name == name)
    #expect(!export.sources.isEmpty)
    let matcher = ExportMatcher.builtIn
    for header in export.headers { #expect(matcher.match(header: header)?.export.name == name, "\(header)") }
  }

  @Test(
    "Lists without a header row are recognised by their values",
    arguments: [
      ("imapsync", "# h;u;p\nmail.old.net;ada@x.com;SkR7t;outlook.office365.com;ada@x.com;SkR7t2;\n"),
      ("dovecot-passwd-file", "ada@x.com:{SHA512-CRYPT}$6$salt$Jx0q1lYw9R0:1000:1000::/home/ada::\n"),
      ("dovecot-passwd-file", "ada@x.com:{PLAIN}SkR7tabcdef:5000:5000::/var/mail/ada::\n"),
      ("docker-mailserver", "ada@x.com|{SHA512-CRYPT}$6$salt$Jx0q1lYw9R0k\n"),
      (
        "modoboa", "domain; x.com; 0; 0; True\naccount; ada@x.com; SkR7t; Ada; Brink; True; SimpleUsers; ada@x.com; 0\n"
      ),
      ("zimbra-console", "\"ada@x.com\",\"9f0c0000-1111-2222-3333-444455556666\",\"account\",\"Ada\",\"active\"\n"),
      ("zimbra-zmprov", "# name ada@x.com\ncn: Ada\nuid: ada\n\n# name ben@x.com\ncn: Ben\n"),
      ("hestiacp", "mail.x.com;ada@x.com;SkR7t;\nmail.x.com;ben@x.com;SkR7t;\n"),
    ])
  func shapes(name: String, text: String) throws {
    let matcher = ExportMatcher.builtIn
    let found = text.withBytes { matcher.match(rowsOf: $0, from: 0, upTo: $0.count)?.export.name }
    #expect(found == name)
  }

  @Test("A migration file is no export")
  func none() throws {
    let matcher = ExportMatcher.builtIn
    for header in [
      ["EmailAddress", "UserName", "Password"], ["EmailAddress"], ["EmailAddress", "UserName", "Password", "UserRoot"],
    ] { #expect(matcher.match(header: header) == nil) }
    let rows = TableBoundsTests.rows
    #expect(rows.withBytes { matcher.match(rowsOf: $0, from: 0, upTo: $0.count)?.export.name } == nil)
  }
}
