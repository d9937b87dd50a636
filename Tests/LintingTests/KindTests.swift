import Authoring
import Foundation
import Linting
import Migration
import TestSupport
import Testing

@Suite("Kinds")
struct KindTests {
  private static func kinds() throws -> [Kind] { try Kind.builtInNames.map { try #require(try Kind.builtIn($0)) } }

  private static let withFile = Kind.builtInNames.filter { $0 != "cutover" }

  @Test("The index of rules, servers and kinds is current: `make reference` writes it")
  func reference() throws {
    let page = try String(contentsOf: Fixture.root.appendingPathComponent("rules/README.md"), encoding: .utf8)
    let current = try KindReference.page(Self.kinds())
    #expect(page == current, "rules/README.md is stale; run `make reference`")
  }

  @Test("Each constraint of each kind is shown by a bad file, and has a rule")
  func constraints() throws {
    var shown: Set<String> = []
    for fixture in Fixture.bad where fixture.bytes.count < 1 << 20 {
      let file = try fixture.sample().lint()
      for finding in file.findings { shown.insert("\(file.layout.kind.name) \(finding.rule.name)") }
    }
    // Megabytes; their pages show them.
    shown.formUnion(["imap file-too-large", "imap too-many-rows"])
    for kind in try Self.kinds() {
      for constraint in KindReference(kind).constraints {
        for rule in constraint.rules {
          #expect(RuleRegistry.rule(named: rule) != nil)
          #expect(shown.contains("\(kind.name) \(rule)"), "\(kind.name): no bad file shows \(rule): \(constraint.text)")
        }
      }
    }
  }

  @Test("A kind's template is silent, by name and recognised", arguments: withFile)
  func template(name: String) throws {
    let kind = try #require(try Kind.builtIn(name))
    var sample = LintSample(
      Array(try TemplateFile.sample(kind: kind, server: try #require(try Server.builtIn("any"))).text.utf8))
    let found = try sample.lint()
    sample.options.kind = name
    #expect(try sample.lint().verdicts == [])
    // One cell that many kinds have leaves open which it is.
    guard name != "cross-tenant", name != "csv" else { return }
    #expect(found.verdicts == [])
    #expect(found.layout.kind.name == name || found.layout.otherKinds.contains(name), "\(found.layout.kind.name)")
    #expect(name == "imap" || found.layout.kindReason != nil)
  }

  @Test(
    "A damaged header is recognised, and an IMAP file stays one",
    arguments: [
      ("Workload,FilePath,Name,Mailbox,IsArchive,TargetRootFolder,ContentCodePage", "pst-import"),
      (
        "workload,file path,Name,Mailbox,Is Archive,TargetRootFolder,ContentCodePage,SPFileContainer,"
          + "SPManifestContainer,SPSiteUrl",
        "pst-import"
      ),
      ("EmailAdress,MailboxType", "remote-move"), ("EmailAddress;Password;ForceChangePassword", "staged"),
      ("FolderPath,TargetMailBox", "public-folders"), ("FolderPath,TargetGroupMailbox", "public-folders-groups"),
      ("User Name,First Name,Last Name,DisplayName,Job Title", "admin-center-users"),
      ("Name [displayName] Required,User name [userPrincipalName] Required", "entra-bulk-create"),
      ("EmailAddress,Username", "google-workspace"), ("EmailAddress,UserName", "imap"),
      ("EmailAddress,Password", "imap"), ("EmailAddress", "imap"),
      ("UserName,Password", "imap"),
      ("EmailAddress,UserName,Password,First Name,Last Name,Display Name,Department,City", "imap"),
      ("Email,User,Pass", "imap"), ("EmailAddress,Password,Telephone", "imap"),
      ("anna@contoso.com,anna,Wren-4821", "imap"), ("a,b,c,d,e,f", "imap"),
    ])
  func detection(header: String, kind: String) throws {
    #expect(try LintSample(Array("\(header)\n".utf8)).lint().layout.kind.name == kind)
  }

  @Test("A file that fits several kinds says which was taken and how to choose")
  func ambiguous() throws {
    let layout = try LintSample(Array("EmailAddress,TargetDatabase\nalberta@contoso.com,MDB07\n".utf8)).lint().layout
    #expect(layout.kind.name == "local-move")
    #expect(layout.otherKinds == ["remote-move-offboarding"])
    #expect(
      layout.kindReason == "2 of 2 headers match; the headers also match remote-move-offboarding: use --kind"
    )
  }

  @Test("A kind of one's own goes before the program's where its headers fit better")
  func ownKind() throws {
    var sample = LintSample(Array("EmailAddress,MailboxType,Wave\nalberta@contoso.com,ArchiveOnly,3\n".utf8))
    sample.options.ownKinds = [
      try Kind(
        yaml: "kind: waves\ncolumns:\n- {name: EmailAddress, role: address}\n- {name: MailboxType}\n- {name: Wave}\n",
        file: "waves.yaml")
    ]
    #expect(try sample.lint().layout.kind.name == "waves")
  }

  @Test("A password in a wrong column is not shown, whatever the kind", arguments: ["staged", "entra-bulk-create"])
  func displacedSecret(kind: String) throws {
    let secret = "Wren-4821-canary"
    let lines =
      kind == "staged"
      ? ["EmailAddress,Password,ForceChangePassword", "alberta@contoso.com,True,\(secret)", "\(secret),x,True"]
      : [
        "version:v1.0",
        "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] "
          + "Required,Block sign in (Yes/No) [accountEnabled] Required",
        "\(secret),alberta@contoso.com,,No", "Alberta,alberta@contoso.com,Yes,\(secret)",
      ]
    var sample = LintSample(Array((lines.joined(separator: "\n") + "\n").utf8))
    sample.options.kind = kind
    let file = try sample.lint()
    #expect(!file.findings.isEmpty)
    for finding in file.findings {
      #expect(file.excerpt(of: finding)?.text.contains("canary") != true)
      #expect(!file.shown(finding.range, of: finding).contains("canary"))
    }
  }

  @Test(
    "What is wrong in a kind's file is said at its place",
    arguments: [
      ("columns: [{name: A, checks: [{must: '(', says: x}]}]", "expected an ICU regular expression"),
      ("columns: [{name: A, checks: [{says: x}]}]", "expected one of the keys must and never"),
      ("columns: [{name: A, forms: [gui]}]", "did you mean guid?"),
      ("columns: [{name: A, number: {from: 3, to: 2}}]", "expected a range that is not empty"),
      ("columns: [{name: A}]\none-of: [{columns: [B]}]", "expected the name of a column: A"),
      ("columns: [{name: A, when: [{column: B, is: [x]}]}]", "expected the name of a column: A"),
      ("columns: [{name: A}]\none-to-one: [[A]]", "expected two columns"),
      ("columns: []", "expected at least one column"),
      ("columns: [{name: A, unique: yes}]", "expected one of false, true, case-sensitive"),
    ])
  func mistakes(text: String, problem: String) {
    #expect { try Kind(yaml: "kind: own\n\(text)\n", file: "own.yaml") } throws: {
      "\($0)".contains("own.yaml:2:") && "\($0)".contains(problem)
        || "\($0)".contains("own.yaml:3:") && "\($0)".contains(problem)
    }
  }

  @Test(
    "Values have their forms, and near misses do not",
    arguments: [
      (
        ValueFormat.guid, ["9f1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f60", "{9F1C2A34-5B6D-4E7F-8A90-1B2C3D4E5F60}"],
        [
          "9f1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f6", "9f1c2a345b6d4e7f8a901b2c3d4e5f60",
          "9g1c2a34-5b6d-4e7f-8a90-1b2c3d4e5f60", "",
        ]
      ),
      (
        .unc, ["\\\\server\\share", "\\\\10.0.0.7\\home$\\alberta\\"],
        ["\\server\\share", "\\\\server", "\\\\server\\", "D:\\share", "\\\\ser/ver\\share", "\\\\\\share"]
      ),
      (
        .url, ["https://contoso.sharepoint.com", "HTTP://contoso/sites/a?b=c#d"],
        ["contoso.sharepoint.com", "https://", "https:///x", "https://a..b/", "https://contoso.com/a b"]
      ),
      (.publicFolder, ["\\", "\\Sales\\EMEA"], ["Sales", "/Sales", "\\\\server\\share", ""]),
      (.upn, ["alberta@contoso.com"], ["alberta", "alberta@contoso", "\"a b\"@contoso.com"]),
      (.address, ["alberta@contoso.com", "\"a b\"@contoso.com"], ["alberta", "@contoso.com"]),
      (.integer, ["0", "-7", "+7"], ["1.0", "1e3", "", "seven", "٣"]),
      (.decimal, ["1", "-1.5", "1e3", ".5"], ["1,5", "e", "nan", "inf", "0x1p3", "-"]),
      (.date, ["2026-11-23", "2024-02-29"], ["2026-13-01", "2026-02-29", "23.11.2026", "2026-1-1"]),
    ])
  func forms(form: ValueFormat, good: [String], bad: [String]) {
    func fits(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer(form.fits) }
    for text in good { #expect(fits(text), "\(text)") }
    for text in bad { #expect(!fits(text), "\(text)") }
  }
}
