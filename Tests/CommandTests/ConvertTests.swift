import Foundation
import TestSupport
import Testing

/// What `convert` makes of the lists that people start from.
@Suite("Convert")
struct ConvertTests {
  private static let header = "EmailAddress,UserName,Password\r\n"

  static let lists: [(name: String, text: String, rows: [String], left: Int)] = [
    (
      "google-admin",
      "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],"
        + "Org Unit Path [Required],Status [READ ONLY]\nAda,Brink,ada@x.com,****,/,Active\nBen,Coyle,"
        + "ben@x.com,****,/,Suspended\n",
      ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "microsoft-365-users",
      "Block credential,Display name,Licenses,Proxy addresses,User principal name\nFalse,Ada,x,"
        + "SMTP:ada@x.com+smtp:a@x.onmicrosoft.com,ada@x.onmicrosoft.com\n",
      ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "get-mailbox",
      "\"DisplayName\",\"EmailAddresses\",\"UserPrincipalName\"\n\"Ada\",\"smtp:a@x.com SMTP:ada@x.com "
        + "X500:/o=x\",\"ada@x.local\"\n\"Ben\",\"Microsoft.Exchange.Data.ProxyAddressCollection\","
        + "\"b@x.local\"\n",
      ["ada@x.com,ada@x.com,"], 1
    ),
    (
      "active-directory",
      "DN,sAMAccountName,mail,userPrincipalName\n\"CN=Ada,DC=x\",abrink,ada@x.com,ada@x.local\n",
      ["ada@x.com,abrink,"], 0
    ),
    (
      "hmailserver", "Address;Password;Active\nada@x.com;Wren-1,a;True\nben@x.com;y;False\n",
      ["ada@x.com,ada@x.com,\"Wren-1,a\""], 0
    ),
    (
      "postfixadmin",
      "username,password,name,maildir,quota,local_part,domain,active\nada@x.com,{SHA512-CRYPT}$6$s$Jx0q1lYw9R0,"
        + "Ada,x/,0,ada,x.com,1\n",
      ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "a list with a column of domains",
      "Domain,Account,Password,Quota,Status\nx.com,ada,Wren-1,2048,on\nx.com,ben,Otter-2,2048,on\n",
      ["ada@x.com,ada@x.com,Wren-1", "ben@x.com,ben@x.com,Otter-2"], 0
    ),
    ("cpanel", "email,domain,password,quota\nada,x.com,Wren-1,250\n", ["ada@x.com,ada@x.com,Wren-1"], 0),
    (
      "modoboa",
      "domain; x.com; 0; 0; True\naccount; ada@x.com; Wren-1; Ada; B; True; SimpleUsers; ada@x.com;"
        + " 0\nalias; i@x.com; True; ada@x.com\n",
      ["ada@x.com,ada@x.com,Wren-1"], 0
    ),
    (
      "plesk",
      "+----+-----------+-------+----------+\n| id | address | flags | password |\n"
        + "+----+-----------+-------+----------+\n"
        + "|  1 | ada@x.com |  | Wren-1 |\n|  2 | ben@x.com |  | Otter-2 |\n+----+-----------+-------+----------+\n",
      ["ada@x.com,ada@x.com,Wren-1", "ben@x.com,ben@x.com,Otter-2"], 0
    ),
    (
      "zimbra-zmprov", "# name ada@x.com\ncn: Ada\n\n# name spam.x1@x.com\ncn: Spam\n", ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "zimbra-console",
      "\"ada@x.com\",\"9f0c0000-1111-2222-3333-444455556666\",\"account\",\"Ada\",\"active\"\n\"l@x.com\","
        + "\"9f0c0000-1111-2222-3333-444455556667\",\"distributionlist\",\"L\",\"active\"\n",
      ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "dovecot-passwd-file", "ada@x.com:{SHA512-CRYPT}$6$s$Jx0q1lYw9R0:1000:1000::/home/a::\n",
      ["ada@x.com,ada@x.com,"], 0
    ),
    (
      "hestiacp", "mail.x.com;ada@x.com;Wren-1;\nmail.x.com;ben@x.com;Otter-2;\n",
      ["ada@x.com,ada@x.com,Wren-1", "ben@x.com,ben@x.com,Otter-2"], 0
    ),
    (
      "imapsync", "# host1;user1;pass1\nm.old.net;ada;Wren-1;outlook.office365.com;ada@x.com;Heron-3;\n",
      ["ada@x.com,ada,Wren-1"], 0
    ),
    (
      "migrationwiz",
      "Source Email,Source Login Name,Source Password,Destination Email,Flags\nada@old.net,ada,Wren-1,ada@x.com,\n",
      ["ada@x.com,ada,Wren-1"], 0
    ),
    (
      "cloudiway", "FirstName;LastName;SourceEmail;TargetEmail\nAda;Brink;ada@old.net;ada@x.com\n",
      ["ada@x.com,ada@old.net,"], 0
    ),
    (
      "mdaemon",
      "\"Email\", \"MailBox\", \"Domain\", \"FullName\", \"MailDir\", \"Password\"\n\"ada@x.com\","
        + " \"ada\", \"x.com\", \"Ada\", \"C:\\mail\\ada\\\", \"Wren-1\"\n",
      ["ada@x.com,ada@x.com,Wren-1"], 0
    ),
  ]

  @Test("A list becomes a migration file", arguments: lists.indices)
  func convert(index: Int) throws {
    let list = Self.lists[index]
    let folder = try TemporaryFolder()
    try folder.write(list.text, as: "list.csv")
    let result = try Program.run(["convert", folder.path("list.csv"), "-o", folder.path("users.csv")])
    #expect(result.status == (list.left > 0 ? 1 : 0), "\(list.name): \(result.errors)")
    let text = try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8)
    #expect(text == Self.header + list.rows.map { $0 + "\r\n" }.joined(), "\(list.name): \(result.errors)")
    #expect(!result.errors.contains("Wren") && !result.errors.contains("Heron"))
    let check = try Program.run(["check", "--no-config", "--format", "concise", folder.path("list.csv")])
    #expect(check.output.contains("export-unconverted"), "\(list.name): \(check.output)")
  }

  @Test("A migration file in another dialect becomes one in the service's")
  func dialect() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "Wave 1;;\nEmailAddress;UserName;Password\nada@x.com;ada;Wren-1\nben@x.com;ben;Otter-2\nTotal;2;\n", as: "a.csv")
    let result = try Program.run(["convert", folder.path("a.csv"), "-o", "-"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "EmailAddress,UserName,Password\nada@x.com,ada,Wren-1\nben@x.com,ben,Otter-2\n")
  }

  @Test(
    "A list of people with passwords and without sign-in names becomes a migration file",
    arguments: [
      "Name;E-Mail;Passwort\nAda Brink;ada@x.com;Wren-1\nBen Coyle;ben@x.com;Otter-2\n",
      "E-Mail;Passwort\nada@x.com;Wren-1\nben@x.com;Otter-2\n",
      "Name,Email,Password\nAda Brink,ada@x.com,Wren-1\nBen Coyle,ben@x.com,Otter-2\n",
      "Display name,Email address,Password\nAda Brink,ada@x.com,Wren-1\nBen Coyle,ben@x.com,Otter-2\n",
      "Name;E-Mail;Benutzername;Passwort\nAda Brink;ada@x.com;ada@x.com;Wren-1\n"
        + "Ben Coyle;ben@x.com;ben@x.com;Otter-2\n",
    ])
  func people(list: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(list, as: "list.csv")
    let result = try Program.run(["convert", folder.path("list.csv")])
    #expect(result.output == Self.header + "ada@x.com,ada@x.com,Wren-1\r\nben@x.com,ben@x.com,Otter-2\r\n")
    #expect(result.status == 0 && !result.errors.contains("Wren"), "\(result.errors)")
  }

  @Test(
    "Names without a domain become addresses in the target domain, and are no addresses without it",
    arguments: [
      // Kerio Connect: several addresses in one value, the first of them the primary one.
      "Name;Password;FullName;Description;MailAddress;Groups\nabrink;Wren-1;Ada Brink;Sales;ada,a.brink;all\n"
        + "bcoyle;Otter-2;Ben Coyle;;ben;read,all\n",
      "Name,Password,FullName,MailAddress\nabrink,Wren-1,Ada Brink,\"ada, a.brink\"\nbcoyle,Otter-2,Ben Coyle,ben\n",
      "Username,Full Name,Password,Mailbox Size Limit\nada,Ada,Wren-1,100\nben,Ben,Otter-2,100\n",
      "Name,Password,FullName\nada,Wren-1,Ada Brink\nben,Otter-2,Ben Coyle\n",
      "Konto;Kennwort;Anzeigename\nada;Wren-1;Ada\nben;Otter-2;Ben\n",
      "Login,Password\nada,Wren-1\nben,Otter-2\n",
    ])
  func localParts(list: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(list, as: "list.csv")
    let without = try Program.run(["convert", "list.csv"], in: folder.path)
    #expect(without.status == 2 && without.output.isEmpty)
    #expect(without.errors.contains("names without a domain; specify it with --target-domain"), "\(without.errors)")
    let result = try Program.run(["convert", "list.csv", "--target-domain", "x.com"], in: folder.path)
    let addresses = result.output.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",")[0] }
    #expect(addresses == ["ada@x.com", "ben@x.com"], "\(result.errors)")
    #expect(result.output.contains(",Wren-1\r\n") && !result.errors.contains("Wren"))
    #expect(try Program.run(["convert", "list.csv", "--target-domain", "x com"], in: folder.path).status == 2)
    let template = try Program.run(["template", "--users", "list.csv", "--target-domain", "x.com"], in: folder.path)
    #expect(template.output.contains("ben@x.com") && !template.output.contains("Otter"), "\(template.errors)")
  }

  @Test("An existing file is not replaced without --force")
  func force() throws {
    let folder = try TemporaryFolder()
    try folder.write("Address;Password;Active\nada@x.com;y;True\n", as: "a.csv")
    try folder.write("kept", as: "b.csv")
    #expect(try Program.run(["convert", folder.path("a.csv"), "-o", folder.path("b.csv")]).status == 2)
    #expect(try String(contentsOfFile: folder.path("b.csv"), encoding: .utf8) == "kept")
    #expect(try Program.run(["convert", folder.path("a.csv"), "-o", folder.path("b.csv"), "--force"]).status == 0)
  }

  @Test(
    "A list of accounts of a program that is not known is one finding, even where its names are known words",
    arguments: [
      // A browser's password manager, a mail server, a control panel.
      "url,username,password,httpRealm,guid\nimap://x.org,ada@x.com,Wren-1,imap://x.org,{a0}\nimap://x.org,ben@x.com,"
        + "Wren-2,imap://x.org,{a1}\n",
      "Username,Full Name,Password,Mailbox Size Limit,Is Domain Admin,Status\nada.brink,Ada,Wren-1,100,False,Enabled\n"
        + "ben.coyle,Ben,Wren-2,100,False,Enabled\n",
      "Domain,Account,Password,Quota,Status\nx.com,ada.brink,Wren-1,2048,on\nx.com,ben.coyle,Wren-2,2048,on\n",
    ])
  func unknownList(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, as: "list.csv")
    let result = try Program.run(["check", "--no-config", "--format", "concise", "list.csv"], in: folder.path)
    #expect(
      result.output
        == "list.csv:1:1: error: not a migration file: account list in an unknown format [export-unconverted]\n")
  }
}
