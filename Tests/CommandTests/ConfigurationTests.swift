import Foundation
import Migration
import Platform
import Testing
import TestSupport

@Suite("Configuration")
struct ConfigurationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.good, as: "lists/good.csv")
  }

  private func check(_ arguments: String...) throws -> Program.Result {
    try Program.run(["--format", "concise"] + arguments + ["lists/good.csv"], in: folder.path)
  }

  @Test("The nearest file upwards is used, and the command line goes before it")
  func nearest() throws {
    try folder.write("domains: [fabrikam.com]\n", as: ".batchlint.yaml")
    #expect(try check().output.contains("[address-domain]"))
    #expect(try check("--no-config").output.isEmpty)
    #expect(try check("--domain", "contoso.com").output.isEmpty)
    try folder.write("domains: [contoso.com]\n", as: "lists/.batchlint.yaml")
    #expect(try check().output.isEmpty)
  }

  @Test("Severity, selection and threshold")
  func severities() throws {
    try folder.write("domains: [fabrikam.com]\nseverity:\n  address-*: info\nfail-on: info\n", as: ".batchlint.yaml")
    let result = try check()
    #expect(result.status == 1)
    #expect(result.output.contains(": info: `contoso.com` is not"))
    try folder.write("domains: [fabrikam.com]\nignore: [address-domain]\n", as: ".batchlint.yaml")
    #expect(try check().output.isEmpty)
  }

  @Test(
    "A mistake names file, line, key and what was expected",
    arguments: [
      ("kind: imap\nserverr: dovecot\n", ".batchlint.yaml:2:1: serverr: unknown key, did you mean server?"),
      ("server: dovcot\n", ".batchlint.yaml:1:9: server: unknown server `dovcot`. Did you mean dovecot?"),
      ("encoding: latin-0\n", ".batchlint.yaml:1:11: encoding: unknown encoding `latin-0`."),
      ("ignore: [adress-syntax]\n", ".batchlint.yaml:1:10: ignore[0]: unknown rule `adress-syntax`."),
      (
        "severity: {blank-line: eror}\n",
        "severity.blank-line: expected one of info, warning, error, did you mean error?"
      ),
      ("allow-unknown-columns: maybe\n", ".batchlint.yaml:1:24: allow-unknown-columns: expected true or false"),
      ("rules:\n  - colum: UserName\n", ".batchlint.yaml:2:5: rules[0].colum: unknown key, did you mean column?"),
      (
        "rules:\n  - column: UserName\n    pattern: \"([\"\n",
        ".batchlint.yaml:3:14: rules[0].pattern: expected an ICU regular expression"
      ),
      (
        "rules:\n  - column: UserName\n    time-limit: soon\n", "rules[0].time-limit: expected an integer of 1 or more"
      ),
      ("kinds: [nowhere.yaml]\n", ".batchlint.yaml:1:9: kinds[0]: "),
      ("domains: [contoso.com\n", ".batchlint.yaml:2:1: invalid YAML: "),
      ("- one\n", "expected a mapping"),
    ])
  func mistakes(yaml: String, says: String) throws {
    try folder.write(yaml, as: ".batchlint.yaml")
    let result = try check()
    #expect(result.status == 2)
    #expect(result.errors.contains(says), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  @Test("The encoding is taken from the configuration, and the command line goes before it")
  func encoding() throws {
    try folder.write(
      Array("EmailAddress,UserName,Password\nalberta@contoso.com,alb".utf8) + [0xE4] + Array("rta,Wren-4821\n".utf8),
      as: "lists/good.csv")
    try folder.write("encoding: windows-1251\n", as: ".batchlint.yaml")
    #expect(try check().output.contains("(windows-1251, as specified)"))
    #expect(try check("--encoding", "latin1").output.contains("(windows-1252, as specified)"))
  }

  @Test("A server and a kind of the user's own work like built-in ones")
  func own() throws {
    try folder.write(
      "server: ours\ntitle: Ours\nclass: A\nsign-in: [\"{admin}+{user}\"]\ndetect: true\n", as: "ours.yaml")
    try folder.write(
      "kind: payroll\nlimits: {rows: 2}\ncolumns:\n  - {name: Mailbox, required: true, role: address}\n"
        + "  - {name: Login, required: true, role: sign-in-name}\n"
        + "  - {name: Secret, required: true, role: password}\n",
      as: "payroll.yaml")
    try folder.write("kinds: [payroll.yaml]\nservers: [ours.yaml]\n", as: ".batchlint.yaml")
    let rows = ["alberta", "bruno", "clara"].map { "\($0)@contoso.com,mailadmin+\($0),Wren-4821\n" }.joined()
    try folder.write(
      "Mailbox,Login,Secret\n" + rows + "dario@contoso.com,mailadmin+,Wren-4821\n", as: "lists/staff.csv")
    let result = try Program.run(["--format", "json", "lists/staff.csv"], in: folder.path)
    let file = try #require(
      ((try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])?["files"]
        as? [[String: Any]])?.first)
    #expect(file["kind"] as? String == "payroll")
    #expect(file["server"] as? String == "any")
    let given = try Program.run(
      ["--format", "concise", "--server", "ours.yaml", "--kind", "payroll", "lists/staff.csv"], in: folder.path)
    #expect(
      given.output.contains(
        "lists/staff.csv:4:1: error: row limit exceeded: the service accepts at most 2 rows per file"))
    #expect(
      given.output.contains(
        "lists/staff.csv:5:29: error: missing mailbox; expected `{admin}+{user}` [login-format]"))
  }

  @Test("A pattern that takes too long is given up and said so")
  func timeLimit() throws {
    try folder.write(
      "EmailAddress,UserName,Password\nalberta@contoso.com,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!,Wren-4821\n",
      as: "lists/good.csv")
    try folder.write(
      "rules:\n  - column: UserName\n    pattern: \"^(a+)+$\"\n    time-limit: 20\n", as: ".batchlint.yaml")
    let start = ContinuousClock.now
    #expect(try check().output.contains("exceeds the time limit of 20 ms for this value [value-pattern]"))
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test("Own rules: allowed values, lengths, uniqueness, message and severity")
  func ownRules() throws {
    try folder.write(
      """
      rules:
        - {column: UserName, values: [alberta], message: "only Alberta may", severity: warning}
        - {column: Password, min-length: 10}
        - {column: EmailAddress, max-length: 17}
      """, as: ".batchlint.yaml")
    let lines = try check().output.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "lists/good.csv:2:1: error: value longer than 17 characters [value-pattern]",
        "lists/good.csv:2:29: error: value shorter than 10 characters [value-pattern]",
        "lists/good.csv:3:19: warning: only Alberta may [value-pattern]",
      ])
  }
}
