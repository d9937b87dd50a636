import Foundation
import JSON
import Linting
import TestSupport
import Testing
import Workbench

@Suite("The page: the file", .timeLimit(.minutes(5)))
struct PageTests {
  private let header = "EmailAddress,UserName,Password\r\n"
  private var swapped: String {
    header + "anna@contoso.com,anna*mailadmin,Kite-9052\r\n" + "ben@contoso.com ,ben*mailadmin,Kite-9052\r\n"
      + "cem@contoso.com,cem*mailadmin,Kite-9052\r\n"
  }

  @Test("Rows are shown with secrets masked, and findings have the sentences of check")
  func rows() throws {
    let page = try PageClient()
    let state = try page.drop(Array(swapped.utf8))
    #expect(state["file"]?["rows"] == .integer(3))
    #expect(try page.cells(ofRow: 1) == ["anna@contoso.com", "anna*mailadmin", nil])
    let row = try page.get("api/rows?from=1&count=1")["rows"]?.array?.first
    let finding = try #require(row?["findings"]?.array?.first)
    let linted = try LintSample(Array(swapped.utf8)).lint()
    #expect(finding["rule"] == .string("value-whitespace"))
    #expect(finding["message"] == .string(linted.message(of: linted.findings[0])))
    #expect(finding["advice"] == .string("Write `ben@contoso.com`"))
    #expect(finding["column"] == .integer(0))
    #expect(try page.get("api/next?row=0")["row"] == .integer(2))
    #expect(try page.get("api/rows?from=0&count=9&filter=findings")["total"] == .integer(1))
  }

  @Test("All safe fixes give what fix gives, are previewed masked, and are undone")
  func fixes() throws {
    for (number, fixture) in Fixture.bad.enumerated() where number % 4 == 1 {
      let page = try PageClient()
      let state = try page.drop(fixture.bytes)
      guard state["file"]?["isReadable"] != nil else { continue }
      let applier = FixApplier(Linter(options: LintOptions()), allowsUnsafe: false)
      let expected = try applier.apply(LintSample(fixture.bytes).input)
      let preview = try page.change("api/preview", ["scope": .string("safe")])
      #expect(preview["fixed"]?.array?.isEmpty == (expected.bytes == nil), "\(fixture.name)")
      #expect(page.download() == fixture.bytes, "\(fixture.name)")
      try page.change("api/fix", ["scope": .string("safe")])
      #expect(page.download() == expected.bytes ?? fixture.bytes, "\(fixture.name)")
      guard expected.bytes != nil else { continue }
      try page.change("api/undo", [:])
      #expect(page.download() == fixture.bytes, "\(fixture.name)")
    }
  }

  @Test("One finding and one cause are fixed without the others")
  func scopes() throws {
    let text = header + "anna@contoso.com ,anna@contoso.com,Kite-9052\r\nben@contoso.com ,ben@contoso.com ,x\r\n"
    let page = try PageClient()
    try page.drop(Array(text.utf8))
    try page.change("api/fix", ["scope": .string("finding"), "finding": .integer(0)])
    #expect(page.download() == Array(text.replacing("anna@contoso.com ,", with: "anna@contoso.com,").utf8))
    try page.change("api/undo", [:])
    try page.change("api/fix", ["scope": .string("cause"), "cause": .integer(0)])
    let after = String(decoding: page.download(), as: UTF8.self)
    #expect(
      after == text.replacing("contoso.com ,anna", with: "contoso.com,anna").replacing("com ,ben", with: "com,ben"))
  }

  @Test("A value is edited, a secret is replaced and never read")
  func editing() throws {
    let page = try PageClient()
    try page.drop(Array(swapped.utf8))
    #expect(try page.get("api/value?row=2&column=0")["value"] == .string("ben@contoso.com "))
    #expect(try page.get("api/value?row=2&column=2")["value"] == nil)
    try page.change("api/edit", ["row": .integer(2), "column": .integer(0), "value": .string("b@contoso.com")])
    try page.change("api/edit", ["row": .integer(2), "column": .integer(2), "value": .string("Qz,\"7")])
    #expect(try page.cells(ofRow: 2) == ["b@contoso.com", "ben*mailadmin", nil])
    let text = swapped.replacing(
      "ben@contoso.com ,ben*mailadmin,Kite-9052", with: "b@contoso.com,ben*mailadmin,\"Qz,\"\"7\"")
    #expect(page.download() == Array(text.utf8))
    #expect(page.sent.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("Qz") })
  }

  @Test("A change of another state of the file is refused")
  func outdated() throws {
    let page = try PageClient()
    try page.drop(Array(swapped.utf8))
    #expect(throws: PageClient.Failure.self) {
      try page.post("api/fix", ["scope": .string("safe"), "revision": .integer(7)])
    }
    #expect(page.download() == Array(swapped.utf8))
  }

  @Test("The file is saved as fix writes it, unless somebody has changed it meanwhile")
  func saving() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(swapped, as: "users.csv")
    let page = try PageClient(path: path)
    try page.change("api/fix", ["scope": .string("safe")])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == swapped)
    let saved = try page.change("api/save", [:])
    #expect(saved["file"]?["isModified"] == .boolean(false))
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(page.download()))
    try page.change("api/undo", [:])
    try folder.write(header + "someone@contoso.com,else,x\r\n", as: "users.csv")
    #expect(throws: PageClient.Failure.self) { try page.change("api/save", [:]) }
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("someone"))
  }

  @Test("No request names a file of the machine")
  func paths() throws {
    let folder = try TemporaryFolder()
    try folder.write("kind: own\ntitle: Own\ncolumns:\n- {name: A}\n", as: "own.yaml")
    let page = try PageClient()
    for option in ["kind", "server"] {
      #expect(throws: PageClient.Failure.self) {
        try page.post("api/options", [option: .string(folder.path("own.yaml"))])
      }
    }
    for path in [
      "../../etc/passwd", "app.css/../../x", "api/../api/x", "Resources/app.js", "api/rule?name=../kinds/imap",
    ] {
      #expect(page.respond(.GET, path).status == .notFound, "\(path)")
    }
    let state = try page.drop(Array(swapped.utf8), as: "..%2F..%2Fetc%2Fcron.d%2Fusers.csv")
    #expect(state["file"]?["name"] == .string("users.csv"))
    #expect(throws: PageClient.Failure.self) { try page.change("api/save", [:]) }
    #expect(throws: PageClient.Failure.self) { try page.post("api/reopen") }
  }

  @Test("Each response forbids storing it, code in it, and pages around it")
  func headers() throws {
    let page = try PageClient()
    for path in ["", "app.js", "api/state", "api/template", "nothing"] {
      let headers = page.respond(.GET, path).headers
      #expect(headers.first(name: "Cache-Control") == "no-store")
      #expect(headers.first(name: "X-Content-Type-Options") == "nosniff")
      #expect(headers.first(name: "Referrer-Policy") == "no-referrer")
      let policy = try #require(headers.first(name: "Content-Security-Policy"))
      #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self';"))
      #expect(!policy.contains("unsafe"))
    }
  }

  @Test("A planted password is in no response")
  func planted() throws {
    var planted = 0
    // A quarter of them: each is fixed three times.
    for (number, fixture) in (Fixture.bad + Fixture.good).enumerated() where number % 4 == 0 {
      guard let (bytes, count) = try Canary.planted(fixture) else { continue }
      planted += count
      let page = try PageClient()
      let state = try page.drop(bytes)
      for scope in ["safe", "unsafe"] { try page.change("api/preview", ["scope": .string(scope)]) }
      for cause in (state["file"]?["causes"]?.array ?? []).indices {
        try page.get("api/findings?cause=\(cause)&from=0&count=500")
        try page.get("api/rows?from=0&count=500&filter=cause&cause=\(cause)")
      }
      try page.get("api/findings")
      try page.get("api/rows?from=0&count=500")
      for column in 0..<6 { _ = page.respond(.GET, "api/value?row=1&column=\(column)") }
      _ = page.respond(.POST, "api/edit", [])
      try page.change("api/fix", ["scope": .string("unsafe")])
      try page.get("api/rows?from=0&count=500")
      let all = Data(page.sent.joined())
      for disguise in Canary.disguises { #expect(all.range(of: Data(disguise.utf8)) == nil, "\(fixture.name)") }
    }
    #expect(planted > 0)
  }

  @Test("A workbook is shown, converted to the CSV file that convert writes, and not rewritten")
  func workbooks() throws {
    let fixture = try #require(Fixture.workbooks.first)
    let page = try PageClient()
    let state = try page.drop(fixture.bytes, as: "users.xlsx")
    #expect(state["file"]?["sheet"] != nil)
    #expect(page.download() == fixture.bytes)
    #expect(throws: PageClient.Failure.self) {
      try page.change("api/edit", ["row": .integer(1), "column": .integer(0), "value": .string("x")])
    }
  }

  @Test("Another file is another revision, and a change that was meant for the one before is refused")
  func revisions() throws {
    let page = try PageClient()
    let first = try #require(try page.drop(Array(swapped.utf8))["file"]?["revision"])
    let second = try page.drop(Array((header + "anna@contoso.com ,anna,x\r\n").utf8))["file"]?["revision"]
    #expect(second != first)
    #expect(throws: PageClient.Failure.self) {
      try page.post("api/fix", ["revision": first, "scope": .string("safe")])
    }
  }

  @Test("The sheet of a workbook and the encoding of a text can be chosen, and are detected again for another file")
  func sheetAndEncoding() throws {
    let workbook = try #require(Fixture.workbooks.first { $0.name.contains("several-sheets") })
    let page = try PageClient()
    let sheets = try page.drop(workbook.bytes, as: "users.xlsx")["file"]?["sheets"]?.array?.compactMap(\.string)
    #expect(sheets == ["Notes", "Old users", "Users"])
    for sheet in ["Old users", "Users"] {
      let state = try page.post("api/options", ["sheet": .string(sheet)])
      #expect(state["file"]?["sheet"] == .string(sheet))
    }
    #expect(throws: PageClient.Failure.self) { try page.post("api/options", ["sheet": .string("Elsewhere")]) }
    // `é` in windows-1252 is `й` in windows-1251.
    let text = Array((header + "ren").utf8) + [0xE9] + Array("@contoso.com,rene,Wren-4821\n".utf8)
    try page.drop(text)
    let russian = try page.post("api/options", ["encoding": .string("windows-1251")])
    #expect(russian["file"]?["encoding"] == .string("windows-1251"))
    #expect(throws: PageClient.Failure.self) { try page.post("api/options", ["encoding": .string("morse")]) }
    #expect(try page.post("api/options", ["encoding": .string("auto")])["file"]?["encoding"] == .string("windows-1252"))
    try page.post("api/options", ["encoding": .string("windows-1251")])
    #expect(try page.drop(text)["options"]?["encoding"] == .string("auto"))
  }

  @Test("A list of another program becomes a migration file, with the remarks of convert")
  func converting() throws {
    let page = try PageClient()
    try page.drop(Array("Address;Password;Active\nanna@contoso.com;Kite-9052;True\n".utf8), as: "list.csv")
    let state = try page.change("api/convert", [:])
    #expect(state["file"]?["name"] == .string("list.csv") && state["file"]?["isModified"] == .boolean(true))
    #expect(state["remarks"]?.array?.isEmpty == false)
    let text = String(decoding: page.download(), as: UTF8.self)
    #expect(text == header + "anna@contoso.com,anna@contoso.com,Kite-9052\r\n")
    #expect(try page.get("api/state")["file"]?["isModified"] == .boolean(false))
  }

  @Test("Batches are those of split")
  func splitting() throws {
    let page = try PageClient()
    let rows = (1...10).map { "user\($0)@contoso.com,user\($0)@contoso.com,Kite-9052\r\n" }
    try page.drop(Array((header + rows.joined()).utf8))
    let batches = try page.get("api/batches?rows=4&pilot=2")["batches"]?.array ?? []
    #expect(batches.map { $0["rows"]?.integer } == [2, 4, 4])
    #expect(batches.first?["name"] == .string("users-pilot.csv"))
    let archive = page.respond(.GET, "api/batches.zip?rows=4&pilot=2")
    #expect(archive.status == .ok && archive.body.starts(with: [0x50, 0x4B, 3, 4]))
    #expect(page.respond(.GET, "api/batches?rows=0").status == .unprocessableEntity)
    #expect(page.respond(.GET, "api/batches?keep=color").status == .badRequest)
  }

  @Test("The plan is that of plan, for a file without errors")
  func planning() throws {
    let page = try PageClient()
    try page.drop(Array((header + "anna@contoso.com,anna@contoso.com,Kite-9052\r\n").utf8))
    #expect(page.respond(.GET, "api/plan.zip").status == .unprocessableEntity)
    #expect(try page.get("api/plan?host=imap.contoso.com")["mailboxes"] == .integer(1))
    let plan = page.respond(.GET, "api/plan.zip?host=imap.contoso.com&security=starttls")
    #expect(plan.status == .ok && plan.body.starts(with: [0x50, 0x4B, 3, 4]))
    try page.drop(Array((header + "anna@@contoso.com,anna@contoso.com,Kite-9052\r\n").utf8))
    #expect(page.respond(.GET, "api/plan?host=imap.contoso.com").status == .unprocessableEntity)
  }

  @Test("Targets are compared with an export of recipients, until it is taken back")
  func recipients() throws {
    let page = try PageClient()
    try page.drop(Array((header + "anna@contoso.com,anna@contoso.com,Kite-9052\r\n").utf8))
    let export = "DisplayName,PrimarySmtpAddress\r\nBen,ben@contoso.com\r\nCem,cem@contoso.com\r\n"
    #expect(page.respond(.POST, "api/recipients?name=export.csv", Array(export.utf8)).status == .ok)
    let state = try page.get("api/state")
    #expect(state["options"]?["recipients"] == .integer(2))
    #expect(state["file"]?["causes"]?.array?.contains { $0["rule"] == .string("recipient-missing") } == true)
    #expect(page.respond(.POST, "api/recipients?name=").status == .ok)
    #expect(try page.get("api/state")["file"]?["causes"]?.array?.isEmpty == true)
  }

  @Test("Reports are those of check, in every format; templates are those of template")
  func downloads() throws {
    let page = try PageClient()
    let state = try page.drop(Array(swapped.utf8))
    for format in state["choices"]?["formats"]?.array?.compactMap(\.string) ?? [] {
      let response = page.respond(.GET, "api/report?format=\(format)")
      #expect(response.status == .ok && !response.body.isEmpty)
      #expect(!String(decoding: response.body, as: UTF8.self).contains("Kite-9052"), "\(format)")
    }
    #expect(page.respond(.GET, "api/report?format=docx").status == .unprocessableEntity)
    let template = page.respond(.GET, "api/template?kind=imap&server=dovecot&format=csv")
    #expect(String(decoding: template.body, as: UTF8.self).hasPrefix("EmailAddress,UserName,Password\r\n"))
  }
}
