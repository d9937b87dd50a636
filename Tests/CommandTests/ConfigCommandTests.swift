import Foundation
import TestSupport
import Testing

@Suite("config and init")
struct ConfigCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String...) throws -> Program.Result { try Program.run(arguments, in: folder.path) }

  /// `name value source` by line.
  private func shown(_ arguments: String...) throws -> [String] {
    let result = try Program.run(["config", "show"] + arguments, in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    return result.output.replacing("\(folder.path)/", with: "").split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  @Test("Each setting is shown with where it comes from")
  func sources() throws {
    try folder.write(
      "server: dovecot\nadmin: mailadmin\ndomains:\n  - contoso.com\n  - contoso.edu\nignore: [file-name]\n"
        + "severity: {address-*: info}\nrules:\n  - {column: Password, values: [Wren-4821], min-length: 8}\n",
      as: ".batchlint.yaml")
    try folder.write("", as: "lists/other.csv")
    let lines = try shown("lists/users.csv", "--server", "courier", "--ignore", "blank-line", "--fail-on", "info")
    #expect(
      lines == [
        "kind auto default", "server courier command line", "encoding auto default", "sheet - default",
        "admin mailadmin .batchlint.yaml:2",
        "domains contoso.com .batchlint.yaml:4", "domains contoso.edu .batchlint.yaml:5",
        "recipients - default", "allow-unknown-columns false default", "select - default",
        "ignore file-name .batchlint.yaml:6", "ignore blank-line command line",
        "severity address-*=info .batchlint.yaml:7", "fail-on info command line", "expand false default",
        "kinds - default", "servers - default", "rules Password: values, min-length 8 .batchlint.yaml:9",
        "columns - default",
        "schema - default", "endpoint.host - default", "endpoint.port - default", "endpoint.security - default",
        "probe.time-limit - default", "probe.window - default", "probe.shared-token false default",
      ])
    let json =
      try JSONSerialization.jsonObject(with: Data(run("config", "show", "--format", "json").output.utf8))
      as? [String: Any]
    #expect((json?["configuration"] as? String)?.hasSuffix(".batchlint.yaml") == true)
    let settings = json?["settings"] as? [[String: Any]] ?? []
    #expect(
      settings.contains {
        $0["name"] as? String == "admin" && $0["value"] as? String == "mailadmin" && $0["source"] as? String == "file"
          && $0["line"] as? Int == 2
      })
    #expect(
      settings.contains {
        $0["name"] as? String == "kind" && $0["source"] as? String == "default" && $0["line"] is NSNull
      })
    #expect(try shown("--no-config").allSatisfy { $0.hasSuffix(" default") })
    try folder.write("columns:\n  - {name: Room, required: true}\n  - {name: Seats}\n", as: ".batchlint.yaml")
    let plain = try shown()
    #expect(
      plain.contains("columns Room .batchlint.yaml:2") && plain.contains("columns Seats .batchlint.yaml:3")
        && plain.contains("kinds - default"), "\(plain)")
    try folder.write("srver: any\n", as: ".batchlint.yaml")
    let broken = try run("config", "show")
    #expect(broken.status == 2)
    #expect(broken.errors.contains("did you mean server?"))
  }

  @Test("init sets what a file shows, keeps what is there, and writes what check takes")
  func starter() throws {
    let rows = (1...9).map { "user\($0)@contoso.com,user\($0)*mailadmin,Wren-4821\n" }.joined()
    try folder.write(
      "EmailAddress,UserName,Password\n\(rows)zoe@contoso.edu,zoe*mailadmin,Wren-4821\n", as: "lists/users.csv")
    #expect(try run("init", "lists/users.csv").status == 0)
    let text = try String(contentsOfFile: folder.path("lists/.batchlint.yaml"), encoding: .utf8)
    let settings = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(settings == ["server: dovecot", "admin: 'mailadmin'"])
    #expect(text.contains("contoso.com (9 rows), contoso.edu (1 row)"))
    #expect(text.contains("#domains: [contoso.com, contoso.edu]"))
    #expect(!text.contains("Wren"))
    #expect(try run("check", "lists/users.csv").status == 0)
    // A file that was written once stays.
    let again = try run("init", "lists/users.csv")
    #expect(again.status == 2)
    #expect(again.errors.contains("file exists; overwrite it with --force"))
    #expect(try run("init", "--force", "lists/users.csv").status == 0)
    #expect(try run("init", "--output", "-", "lists/users.csv").output == text)
    #expect(try run("init", "--force", "--output", "lists/users.csv", "lists/users.csv").status == 2)
    // Every setting that is only shown is right as it is shown.
    let all = text.replacing(try Regex("^#(?=[a-z-]+:)").anchorsMatchLineEndings(), with: "")
    try folder.write(all, as: "all.yaml")
    let shown = try run("config", "show", "--config", "all.yaml")
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.split(separator: "\n").count { $0.contains("all.yaml:") } >= 13)
  }

  @Test("Without a file, or with one that shows nothing, everything is a comment")
  func nothingShown() throws {
    #expect(try run("init").status == 0)
    let text = try String(contentsOfFile: folder.path(".batchlint.yaml"), encoding: .utf8)
    #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
    try folder.write("", as: "empty.csv")
    #expect(try run("init", "--output", "-", "empty.csv").output == text)
    // A text in place of a domain is quoted nowhere.
    try folder.write("EmailAddress,UserName,Password\nWren-4821,a@contoso.com,\"x@y: {z}\"\n", as: "odd.csv")
    #expect(try !run("init", "--output", "-", "odd.csv").output.contains("Wren"))
  }
}
