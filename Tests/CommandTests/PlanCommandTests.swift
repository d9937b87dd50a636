import Foundation
import TestSupport
import Testing

@Suite("batchlint plan")
struct PlanCommandTests {
  private let folder: TemporaryFolder
  private static let users = "EmailAddress,UserName,Password\r\na.b@contoso.com,a.b@contoso.com,Wren-4821\r\n"

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(["plan", "--no-config"] + arguments, in: folder.path)
  }

  @Test("Writes a script and a checklist into a folder of the owner's, without a password")
  func files() throws {
    try folder.write(Self.users, as: "users.csv")
    let result = try run("--host", "imap.contoso.com", "--output-dir", "out", "users.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "out/migrate.ps1\nout/plan.md\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("out"))
    #expect(attributes[.posixPermissions] as? Int == 0o700)
    for name in ["migrate.ps1", "plan.md"] {
      let text = try String(contentsOfFile: folder.path("out/\(name)"), encoding: .utf8)
      #expect(!text.contains("Wren"))
      #expect(text.contains("imap.contoso.com"))
    }
    #expect(try run("--host", "imap.contoso.com", "--output-dir", "out", "users.csv").status == 2)
    #expect(try run("--host", "imap.contoso.com", "--output-dir", "out", "--force", "users.csv").status == 0)
  }

  @Test("A file with errors is not planned unless that is asked for")
  func findings() throws {
    try folder.write(Self.users.replacingOccurrences(of: "Wren-4821", with: ""), as: "users.csv")
    let refused = try run("--host", "h", "--format", "script", "users.csv")
    #expect(refused.status == 1 && refused.output.isEmpty)
    #expect(try run("--host", "h", "--format", "script", "--allow-findings", "users.csv").status == 0)
  }

  @Test("The endpoint of the configuration is used, and the command line overrides it")
  func configuration() throws {
    try folder.write("endpoint: {host: mail.contoso.com, port: 143, security: starttls}\n", as: ".batchlint.yaml")
    try folder.write(Self.users, as: "users.csv")
    let script = try Program.run(["plan", "--format", "script", "users.csv"], in: folder.path).output
    #expect(script.contains("-RemoteServer 'mail.contoso.com'") && script.contains("-Security Tls"))
    let other = try Program.run(["plan", "--format", "script", "--host", "x.org", "users.csv"], in: folder.path).output
    #expect(other.contains("-RemoteServer 'x.org'"))
  }

  @Test("What a kind cannot do is refused in words")
  func refusals() throws {
    try folder.write("EmailAddress\na@contoso.com\n", as: "move.csv")
    try folder.write("EmailAddress,Password,ForceChangePassword\na@contoso.com,Wren-4821,True\n", as: "staged.csv")
    #expect(
      try run("--kind", "remote-move", "--host", "h", "--format", "json", "move.csv").errors.contains(
        "--target-delivery-domain"))
    try folder.write(Self.users, as: "users.csv")
    #expect(try run("--format", "json", "users.csv").errors.contains("--host"))
    #expect(try run("--host", "h", "--format", "json", "users.csv", "staged.csv").status == 2)
  }

  @Test("A probe's journal adds the sizes and an estimate; one without an inspection is refused")
  func journal() throws {
    try folder.write(Self.users, as: "users.csv")
    let head = #"{"journal":1,"host":"h","port":993,"bytes":80,"rows":2,"modified":1}"# + "\n"
    let verdict = #""message":"the mailbox opens","reach":"row""#
    try folder.write(
      head + #"{"row":1,\#(verdict),"inspection":{"folders":4,"messages":120,"bytes":5000000,"largeMessages":1"#
        + #","slashedFolders":[],"otherFolders":[]}}"# + "\n{\"row\":2,\(verdict)}\n", as: "run.jsonl")
    let result = try run("--host", "h", "--journal", "run.jsonl", "--format", "json", "users.csv")
    let plan = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let inventory = try #require(plan["inventory"] as? [String: Any])
    #expect(inventory["mailboxes"] as? Int == 1 && inventory["messages"] as? Int == 120)
    #expect(inventory["bytes"] as? Int == 5_000_000 && inventory["tooLargeMessages"] as? Int == 1)
    let checklist = try run("--host", "h", "--journal", "run.jsonl", "--format", "checklist", "users.csv").output
    #expect(checklist.contains("| Inspected mailboxes | 1 |") && checklist.contains("| Estimated duration |"))
    try folder.write(head + "{\"row\":2,\(verdict)}\n", as: "empty.jsonl")
    for (file, problem) in [("empty.jsonl", "--inspect"), ("users.csv", "journal"), ("none.jsonl", "no such file")] {
      let refused = try run("--host", "h", "--journal", file, "--format", "json", "users.csv")
      #expect(refused.status == 2 && refused.errors.contains(problem), "\(refused.errors)")
    }
  }

  @Test("JSON for pipelines has the figures and the script")
  func json() throws {
    try folder.write(Self.users, as: "users.csv")
    let result = try run("--host", "imap.contoso.com", "--format", "json", "users.csv")
    let plan = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(plan["type"] as? String == "imap" && plan["mailboxes"] as? Int == 1)
    #expect((plan["script"] as? String)?.contains("New-MigrationBatch") == true)
  }
}
