import Foundation
import TestSupport
import Testing

/// `--recipients`: what the exports of a tenant say of a file's targets.
@Suite("Recipients")
struct RecipientCommandTests {
  private let folder: TemporaryFolder
  private static let header = "EmailAddress,UserName,Password\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      Self.header + "ada@x.com,ada,Wren-4821\nbenn@x.com,ben,Otter-7730\n", as: "users.csv")
  }

  private func check(_ arguments: String...) throws -> Program.Result {
    try Program.run(["check", "--format", "concise", "users.csv"] + arguments, in: folder.path)
  }

  static let exports: [(name: String, text: String)] = [
    (
      "Exchange admin center",
      "Display name,Email address,Recipient type\nAda,ada@x.com,UserMailbox\nBen,ben@x.com,UserMailbox\n"
    ),
    ("its other form", "DISPLAY NAME,MAILBOX TYPE,EMAIL ADDRESS\nAda,User,ADA@x.com\nBen,Shared,ben@x.com\n"),
    (
      "PowerShell",
      "#TYPE Selected\n\"PrimarySmtpAddress\",\"EmailAddresses\"\n\"a@x.com\",\"SMTP:a@x.com smtp:ada@x.com\"\n"
        + "\"ben@x.com\",\"\"\n"
    ),
    (
      "addresses in braces",
      "PrimarySmtpAddress;EmailAddresses\na@x.com;{SMTP:a@x.com, smtp:ada@x.com}\nben@x.com;{}\n"
    ),
    (
      "Microsoft 365 admin center",
      "Display name,Licenses,Proxy addresses,User principal name\n"
        + "A,E3,SMTP:a@x.com+smtp:ada@x.com+smtp:a+b@x.com,a@x.com\n"
        + "B,E3,SMTP:ben@x.com,ben@x.com\n"
    ),
    (
      "Entra",
      "userPrincipalName,displayName,mail,userType\nada@x.onmicrosoft.com,Ada,ada@x.com,Member\n"
        + "b@x.com,B,ben@x.com,Member\n"
    ),
    (
      "Active Directory",
      "DN,mail,proxyAddresses\n\"CN=A,DC=x\",a@x.com,SMTP:a@x.com;smtp:ada@x.com;X400:c=US\n\"CN=B\",ben@x.com,\n"
    ),
    ("a list", "ada@x.com\nben@x.com\n"),
  ]

  @Test(
    "Each export is understood: one target is there, and the other's nearest is named", arguments: exports.map(\.name))
  func understands(name: String) throws {
    let export = try #require(Self.exports.first { $0.name == name })
    try folder.write(export.text, as: "recipients.csv")
    let result = try check("--recipients", "recipients.csv")
    #expect(
      result.output
        == "users.csv:3:1: error: no recipient has the address `benn@x.com`; did you mean `ben@x.com`? "
        + "[recipient-missing]\n")
    #expect(result.errors.contains("no row migrates 1 of 2 recipients"))
    #expect(!result.output.contains("Otter-7730"))
  }

  @Test("Recipients come from a workbook as well, and from the configuration")
  func workbook() throws {
    var workbook = SyntheticXLSX()
    workbook.rows = ["PrimarySmtpAddress", "ada@x.com", "ben@x.com"].map {
      "<row><c t=\"inlineStr\"><is><t>\($0)</t></is></c></row>"
    }.joined()
    try folder.write(workbook.archive.bytes(), as: "recipients.xlsx")
    #expect(try check("--recipients", "recipients.xlsx").output.contains("did you mean `ben@x.com`?"))
    try folder.write("recipients: [recipients.xlsx]\n", as: ".batchlint.yaml")
    #expect(try check().output.contains("did you mean `ben@x.com`?"))
  }

  @Test("The unmigrated mailboxes are written as CSV, without groups")
  func unmigrated() throws {
    try folder.write(
      "PrimarySmtpAddress,RecipientTypeDetails\nada@x.com,UserMailbox\nben@x.com,SharedMailbox\n"
        + "all@x.com,GroupMailbox\n", as: "recipients.csv")
    let result = try check("--recipients", "recipients.csv", "--list-unmigrated", "rest.csv")
    #expect(result.status == 1)
    #expect(
      try String(contentsOfFile: folder.path("rest.csv"), encoding: .utf8)
        == "EmailAddress,RecipientTypeDetails\r\nben@x.com,SharedMailbox\r\n")
    #expect(try check("--list-unmigrated", "other.csv").status == 2)
  }

  @Test("An unusable list is an error that says why")
  func unusable() throws {
    try folder.write("Name,EmailAddresses\nA,Microsoft.Exchange.Data.ProxyAddressCollection\n", as: "a.csv")
    let collection = try check("--recipients", "a.csv")
    #expect(collection.status == 2)
    #expect(collection.errors.contains("the name of a .NET type instead of addresses"))
    try folder.write("Name,City\nA,Oslo\n", as: "b.csv")
    #expect(try check("--recipients", "b.csv").errors.contains("no column of addresses"))
    #expect(try check("--recipients", "c.csv").status == 2)
  }

  @Test("The fix of a missing recipient is unsafe, and writes the nearest address")
  func fix() throws {
    try folder.write("ada@x.com\nben@x.com\n", as: "recipients.csv")
    let arguments = ["fix", "users.csv", "--recipients", "recipients.csv"]
    #expect(try Program.run(arguments, in: folder.path).status == 1)
    #expect(try Program.run(arguments + ["--unsafe"], in: folder.path).status == 0)
    let text = try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8)
    #expect(text == Self.header + "ada@x.com,ada,Wren-4821\nben@x.com,ben,Otter-7730\n")
  }

  @Test("Kinds that create users or mail users are judged by what they need")
  func kinds() throws {
    try folder.write("PrimarySmtpAddress,RecipientTypeDetails\nada@x.com,MailUser\n", as: "recipients.csv")
    try folder.write("EmailAddress\nada@x.com\n", as: "users.csv")
    let staged = try check("--kind", "staged", "--recipients", "recipients.csv")
    #expect(!staged.output.contains("recipient-type"), "\(staged.output)")
    let imap = try check("--kind", "imap", "--recipients", "recipients.csv")
    #expect(imap.output.contains("`ada@x.com` is not a mailbox: mail user (MailUser) [recipient-type]"))
  }
}
