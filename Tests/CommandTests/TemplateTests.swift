import Foundation
import Migration
import TestSupport
import Testing

@Suite("batchlint template --users")
struct TemplateTests {
  private let folder: TemporaryFolder
  private static let names = ["alberta", "bruno", "clara", "dario", "edith", "frank", "gisela"]

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(["template"] + arguments, in: folder.path)
  }

  /// The rows of a template from a list, without their line ends.
  private func rows(_ list: String, _ arguments: String...) throws -> [String] {
    try folder.write(list, as: "list")
    let result = try Program.run(["template", "--users", "list"] + arguments, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.split(separator: "\r\n").map(String.init)
  }

  @Test("- is standard output")
  func standardOutput() throws {
    #expect(try run("-o", "-").output == run().output)
    #expect(!FileManager.default.fileExists(atPath: folder.path("-")))
  }

  @Test("Nothing but the passwords is missing, for any server", arguments: Server.builtInNames)
  func complete(name: String) throws {
    let server = try #require(try Server.builtIn(name))
    try folder.write(Self.names.map { "\($0)@contoso.com\n" }.joined(), as: "list.txt")
    var ways: [[String]] = [[]]
    if server.access == .inLogin {
      ways.append(["--admin", server.forms[0].requiresAddress(.admin) ? "mailadmin@contoso.com" : "mailadmin"])
    }
    if server.access == .byRoot, server.root == .required { ways.append(["--admin", "mailadmin"]) }
    for way in ways {
      let needsDomain = !way.isEmpty && server.forms[0].names(.domain)
      let template = try Program.run(
        ["template", "--users", "list.txt", "--server", name] + way + (needsDomain ? ["--domain", "contoso"] : []),
        in: folder.path)
      #expect(template.status == 0, "\(template.errors)")
      let check = try Program.run(
        ["check", "--no-config", "--server", name, "--format", "concise", "-"] + way, in: folder.path,
        input: Data(template.output.utf8))
      let findings = check.output.split(separator: "\n")
      #expect(findings.count == Self.names.count, "\(name): \(check.output)")
      #expect(
        findings.allSatisfy { $0.contains("Password is empty") || $0.hasSuffix("[value-missing]") },
        "\(name): \(check.output)")
      let filled = template.output.replacingOccurrences(of: ",\r\n", with: ",Wren-4821\r\n").replacingOccurrences(
        of: ",,/", with: ",Wren-4821,/")
      let ready = try Program.run(
        ["check", "--no-config", "--server", name, "--ignore", "password-*", "--fail-on", "info", "-"] + way,
        in: folder.path, input: Data(filled.utf8))
      #expect(ready.status == 0, "\(name): \(ready.output)")
    }
  }

  @Test("What no file may hold is left out: addresses beyond ASCII, roots that would be two folders")
  func notForFiles() throws {
    try folder.write("anna@contoso.com\nju\u{AD}lia@contoso.com\njürgen@contoso.com\nan/x@contoso.com\n", as: "list")
    let result = try run("--users", "list", "--server", "oracle", "--admin", "mailadmin")
    #expect(result.status == 1)
    #expect(result.output.split(separator: "\r\n").count == 2, "\(result.output)")
    #expect(["list:2:", "list:3:", "list:4:"].allSatisfy { result.errors.contains($0) }, "\(result.errors)")
  }

  @Test("A source domain is a domain", arguments: ["a,b", "a b.example", "x@y.example", ""])
  func sourceDomain(text: String) throws {
    try folder.write("anna@contoso.com\n", as: "list")
    #expect(try run("--users", "list", "--source-domain", text).status == 2)
  }

  @Test("Sign-in names by the server's form, with what the form needs")
  func logins() throws {
    let list = "alberta@contoso.com\n"
    let header = "EmailAddress,UserName,Password"
    #expect(try rows(list) == [header, "alberta@contoso.com,alberta,"])
    #expect(try rows(list, "--server", "mailcow") == [header, "alberta@contoso.com,alberta@contoso.com,"])
    #expect(try rows(list, "--source-domain", "old.example") == [header, "alberta@contoso.com,alberta@old.example,"])
    #expect(
      try rows(list, "--server", "dovecot", "--admin", "mailadmin") == [
        header, "alberta@contoso.com,alberta*mailadmin,",
      ])
    #expect(
      try rows(list, "--server", "dovecot", "--admin", "mailadmin", "--source-domain", "old.example") == [
        header, "alberta@contoso.com,alberta@old.example*mailadmin,",
      ])
    #expect(
      try rows(list, "--server", "exchange", "--admin", "mailadmin", "--domain", "contoso") == [
        header, "alberta@contoso.com,contoso/mailadmin/alberta,",
      ])
    #expect(
      try rows(list, "--server", "exchange", "--admin", "mailadmin@old.example") == [
        header, "alberta@contoso.com,mailadmin@old.example/alberta,",
      ])
    #expect(
      try rows(list, "--server", "mirapoint", "--admin", "mailadmin") == [
        header, "alberta@contoso.com,#alberta@contoso.com#mailadmin#,",
      ])
    #expect(
      try rows(list, "--server", "courier", "--admin", "mailadmin") == [
        header + ",UserRoot", "alberta@contoso.com,mailadmin,,/users/alberta",
      ])
    #expect(
      try rows("terry.adams@contoso.com\n", "--server", "courier", "--admin", "mailadmin")[1]
        == "terry.adams@contoso.com,mailadmin,,/users/terry adams")
    #expect(
      try rows("terry.adams@contoso.com\n", "--server", "oracle", "--admin", "mailadmin")[1]
        == "terry.adams@contoso.com,mailadmin,,/users/terry.adams")
  }

  @Test(
    "Lists and exports as they come",
    arguments: [
      ("one a line", "alberta@contoso.com\r\n\r\nbruno@contoso.com"),
      ("a header", "Email\nalberta@contoso.com\nbruno@contoso.com\n"),
      ("decorated", "Alberta Adams <alberta@contoso.com>\nSMTP:bruno@contoso.com\n"),
      ("a separator line", "sep=;\nName;Mail\nAlberta;alberta@contoso.com\nBruno;bruno@contoso.com\n"),
      (
        "the admin centre",
        "Display name,User principal name,Title\n\"Adams, Alberta\",alberta@contoso.com,\nBruno,bruno@contoso.com,\n"
      ),
      (
        "the primary address goes before the sign-in name",
        "User principal name,Primary SMTP address\nx@contoso.com,alberta@contoso.com\ny@contoso.com,bruno@contoso.com\n"
      ),
      ("semicolons", "User principal name;Display name\nalberta@contoso.com;Adams, Alberta\nbruno@contoso.com;Bruno\n"),
      ("tabs", "DisplayName\tUserPrincipalName\nAlberta\talberta@contoso.com\nBruno\tbruno@contoso.com\n"),
      (
        "proxy addresses",
        "name,proxyAddresses\nA,smtp:x@contoso.com+SMTP:alberta@contoso.com+SIP:y@contoso.com\n"
          + "B,\"SMTP:bruno@contoso.com,smtp:z+tag@contoso.com\"\n"
      ),
      ("no header row", "Alberta;alberta@contoso.com\nBruno;bruno@contoso.com\n"),
      (
        "an export by PowerShell",
        "#TYPE Selected.User\n\"DisplayName\",\"PrimarySmtpAddress\"\n\"Alberta\",\"alberta@contoso.com\"\n"
          + "\"Bruno\",\"bruno@contoso.com\"\n"
      ),
    ])
  func lists(what: String, list: String) throws {
    let expected = ["EmailAddress,UserName,Password", "alberta@contoso.com,alberta,", "bruno@contoso.com,bruno,"]
    #expect(try rows(list) == expected)
    try folder.write([0xFF, 0xFE] + Array(list.data(using: .utf16LittleEndian)!), as: "wide")
    #expect(try run("--users", "wide").output.split(separator: "\r\n").map(String.init) == expected)
  }

  @Test("What is no address is left out and named by its line, without its text")
  func leftOut() throws {
    let list =
      "name,mail\nA,alberta@contoso.com\nsecret1,secret2\nB,\nC,a@b@c\nD,x@contoso.com y@contoso.com\n\"E\n"
      + "F\",ALBERTA@contoso.com\nG,z!|@conto~so.com\nH\n"
    try folder.write(list, as: "list.csv")
    let result = try run("--users", "list.csv", "--output", "users.csv")
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
    #expect(
      result.errors == """
        list.csv:3: skipped: invalid e-mail address: no `@`
        list.csv:4: skipped: no address
        list.csv:5: skipped: invalid e-mail address: second `@`
        list.csv:6: skipped: more than one address
        list.csv:7: skipped: duplicate address, first used in line 2
        list.csv:9: skipped: invalid e-mail address: invalid character in the domain
        list.csv:10: skipped: no address
        batchlint: 1 row; fill in each user's password, then run `batchlint check`

        """)
    #expect(
      try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8)
        == "EmailAddress,UserName,Password\r\nalberta@contoso.com,alberta,\r\n")
    #expect(
      try FileManager.default.attributesOfItem(atPath: folder.path("users.csv"))[.posixPermissions] as? Int == 0o600)
  }

  @Test("A name that the server's form cannot hold is left out")
  func unfit() throws {
    try folder.write("alberta@contoso.com\na*b@contoso.com\n", as: "list")
    let result = try run("--users", "list", "--server", "dovecot", "--admin", "mailadmin")
    #expect(result.status == 1)
    #expect(result.errors.contains("list:2: skipped: Dovecot has no sign-in name for this mailbox"))
    #expect(result.output.split(separator: "\r\n").count == 2)
  }

  @Test(
    "What cannot be done is 2, with a plain sentence, and nothing is written",
    arguments: [
      (["--users", "nowhere"], "no such file"), (["--users", "names"], "no column with addresses"),
      (["--users", "empty"], "not a list of addresses"),
      (["--admin", "mailadmin"], "require --users"),
      (["--users", "list", "--server", "zimbra", "--admin", "mailadmin"], "set temporary passwords"),
      (["--users", "list", "--admin", "mailadmin"], "specify the server with --server"),
      (["--users", "list", "--server", "domino", "--admin", "mailadmin"], "omit --admin"),
      (
        ["--users", "list", "--server", "exchange", "--admin", "mailadmin"],
        "use --domain as well, or a full address for --admin"
      ),
      (["--users", "list", "--server", "mailcow", "--admin", "mailadmin"], "use a full address for --admin"),
      (["--users", "list", "--server", "dovecot", "--admin", "mail*admin"], "use another --admin"),
      (["--users", "list", "--server", "dovecot", "--admin", "mailadmin", "--domain", "contoso"], "contain no domain"),
      (["--users", "list", "--domain", "contoso"], "--domain requires --admin"),
      (["--users", "list", "--output", "list"], "list: file exists"),
      (["--users", "unread"], "no valid address found"),
    ])
  func trouble(arguments: [String], says: String) throws {
    try folder.write("alberta@contoso.com\n", as: "list")
    try folder.write("first,last\nAlberta,Adams\n", as: "names")
    try folder.write("", as: "empty")
    try folder.write("a@b@c\n", as: "unread")
    let result = try Program.run(["template"] + arguments, in: folder.path)
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
    #expect(try String(contentsOfFile: folder.path("list"), encoding: .utf8) == "alberta@contoso.com\n")
  }
}
