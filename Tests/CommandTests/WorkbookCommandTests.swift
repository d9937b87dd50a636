import Foundation
import TestSupport
import Testing

/// What the commands make of workbooks.
@Suite("Workbooks")
struct WorkbookCommandTests {
  private let folder: TemporaryFolder
  private static let password = "Canary-77301"

  init() throws { folder = try TemporaryFolder() }

  private static func path(_ name: String) -> String {
    Fixture.root.appendingPathComponent("fixtures/workbooks/\(name)").path
  }

  private func run(_ arguments: String...) throws -> Program.Result {
    try Program.run(arguments + ["--no-config"], in: folder.path)
  }

  private func convert(_ arguments: String...) throws -> Program.Result {
    try Program.run(["convert"] + arguments, in: folder.path)
  }

  /// A sheet of inline strings.
  private func write(_ rows: [[String]], as name: String, _ change: (inout SyntheticXLSX) -> Void = { _ in }) throws {
    var workbook = SyntheticXLSX()
    workbook.rows = rows.map { row in
      "<row>" + row.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined() + "</row>"
    }.joined()
    change(&workbook)
    try folder.write(workbook.archive.bytes(), as: name)
  }

  // MARK: check

  @Test(
    "Every format has the cell of a finding",
    arguments: [
      ("text", "--> FILE:Users!C3"), ("concise", "FILE:Users!C3: error:"), ("junit", "merged-cells at Users!C3"),
      ("junit-strict", "merged-cells at Users!C3"), ("sarif", "\"fullyQualifiedName\":\"Users!C3\""),
      ("html", ",\"Users!C3\",0,\"error\",\"merged-cells\""), ("github", "::Users!C3: merged cells"),
      ("gitlab", "merged-cells: Users!C3: merged cells"), ("checkstyle", "Users!C3: merged cells"),
      ("rdjson", "Users!C3: merged cells"), ("azure", "Users!C3: merged cells"), ("tap", "merged-cells at Users!C3"),
      ("teamcity", "Users!C3: merged cells"), ("markdown", "Users&#33;C3"),
      ("jsonl", "\"cell\":\"C3\",\"sheet\":\"Users\""),
    ])
  func formats(format: String, expected: String) throws {
    let path = Self.path("merged-cells.xlsx")
    let result = try run("check", "--format", format, path)
    #expect(result.status == 1)
    #expect(result.output.contains(expected.replacing("FILE", with: path)), "\(result.output)")
    #expect(!result.output.contains("Finch-6612"))
  }

  @Test("In JSON, a finding has its sheet and cell and no bytes, and merge keeps them")
  func json() throws {
    let report = try run("check", "--format", "json=report.json", "--format", "concise", Self.path("numbers.xlsx"))
    let text = try String(contentsOfFile: folder.path("report.json"), encoding: .utf8)
    #expect(text.contains("\"byteOffset\":null,\"byteLength\":null,\"row\":1,\"rows\":1,\"field\":\"Password\""))
    #expect(text.contains("\"cell\":\"C2\",\"sheet\":\"Users\""))
    let merged = try Program.run(["merge", "--format", "concise", "report.json"], in: folder.path)
    #expect(merged.output == report.output)
  }

  @Test("--sheet chooses the sheet, and an unknown one is an error with the nearest name")
  func sheets() throws {
    let chosen = try run("check", "--format", "concise", "--sheet", "Notes", Self.path("several-sheets.xlsx"))
    #expect(chosen.output.contains(":Notes!A1: "))
    let unknown = try run("check", "--sheet", "User", Self.path("several-sheets.xlsx"))
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("unknown sheet `User`. Did you mean Users?"))
  }

  @Test("A configuration names the sheet")
  func configuredSheet() throws {
    try folder.write("sheet: Notes\n", as: ".batchlint.yaml")
    let book = try Data(contentsOf: URL(fileURLWithPath: Self.path("several-sheets.xlsx")))
    try folder.write(Array(book), as: "users.xlsx")
    let result = try Program.run(["check", "--format", "concise", "users.xlsx"], in: folder.path)
    #expect(result.output.contains(":Notes!A1: "))
  }

  @Test("A workbook is never rewritten: fix and --since name convert or the reason")
  func refusals() throws {
    let fix = try run("fix", Self.path("plain.xlsx"))
    #expect(fix.status == 2)
    #expect(fix.errors.contains("a workbook is not rewritten: write it as CSV with `batchlint convert`"))
    let since = try run("check", "--since", "HEAD", Self.path("plain.xlsx"))
    #expect(since.status == 2)
  }

  @Test("A password of a workbook is in no output, whatever its cell is")
  func secrets() throws {
    let secret = "77301177"
    try write([["EmailAddress", "UserName", "Password"]], as: "users.xlsx") { workbook in
      workbook.rows += """
        <row><c t="inlineStr"><is><t>ada@x.com</t></is></c><c t="inlineStr"><is><t>ada</t></is></c>\
        <c><v>\(secret)</v></c></row><row><c t="inlineStr"><is><t>ben@x</t></is></c><c/>\
        <c t="str"><f>A1</f><v>\(secret)</v></c></row>
        """
    }
    for format in ["text", "json", "junit", "sarif", "html", "markdown", "github"] {
      let result = try run("check", "--format", format, "users.xlsx")
      #expect(result.status == 1)
      #expect(!result.output.contains(secret) && !result.errors.contains(secret), "\(format)")
    }
    let converted = try convert("users.xlsx", "-o", "users.csv")
    #expect(!converted.output.contains(secret) && !converted.errors.contains(secret))
  }

  @Test("split and plan take a workbook; batches are CSV")
  func otherCommands() throws {
    let split = try run("split", "--rows", "2", "--output-dir", ".", Self.path("plain.xlsx"))
    #expect(split.status == 0, "\(split.errors)")
    let batch = try String(contentsOfFile: folder.path("plain-01.csv"), encoding: .utf8)
    #expect(batch.hasPrefix("EmailAddress,UserName,Password\nalberta@contoso.com,alberta,Wren-4821\n"))
    let users = try Program.run(["template", "--users", Self.path("plain.xlsx")], in: folder.path)
    #expect(users.output.split(separator: "\r\n").count == 5)
    let plan = try run("plan", "--host", "imap.x.com", "--format", "script", Self.path("plain.xlsx"))
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("plain.csv") && !plan.output.contains("plain.xlsx"))
    #expect(plan.errors.contains("write it with `batchlint convert"))
  }

  // MARK: convert

  @Test("convert writes the values that were meant, mode 0600, and never over a file")
  func convertsValues() throws {
    let result = try convert(Self.path("numbers.xlsx"), "-o", "users.csv")
    #expect(result.status == 0)
    let text = try String(contentsOfFile: folder.path("users.csv"), encoding: .utf8)
    #expect(
      text == """
        EmailAddress,UserName,Password
        alberta@contoso.com,alberta,4821
        bobby@contoso.com,202401770041,Otter-7730
        cynthia@contoso.com,cynthia,TRUE
        dario@contoso.com,dario,00042

        """)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.path("users.csv"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(result.errors.contains("C2, B3: numbers, written with all their digits"))
    #expect(result.errors.contains("C5: numbers, written with the zeros in front that their format shows"))
    #expect(try convert(Self.path("numbers.xlsx"), "-o", "users.csv").status == 2)
    #expect(try convert(Self.path("plain.xlsx"), "-o", "users.csv", "--force").status == 0)
  }

  @Test(
    "convert writes nothing where a value is in doubt",
    arguments: [
      ("errors.xlsx", "A3, C4: error values"), ("merged-cells.xlsx", "C3: merged cells"),
      ("formulas-without-result.xlsx", "A3, C4: formulas without a result"),
      ("second-table.xlsx", "E1: a second table beside the first"),
    ])
  func doubts(name: String, reason: String) throws {
    let result = try convert(Self.path(name), "-o", "users.csv")
    #expect(result.status == 2)
    #expect(result.errors.contains(reason))
    #expect(!FileManager.default.fileExists(atPath: folder.path("users.csv")))
  }

  @Test(
    "What convert writes of a correct workbook has no finding",
    arguments: ["plain.xlsx", "title-above.xlsx", "open-document.ods"])
  func roundTrip(name: String) throws {
    #expect(try convert(Self.path(name), "-o", "users.csv").status == 0)
    let result = try run("check", "users.csv")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("No problems found"))
  }

  @Test("convert takes an account list from a workbook")
  func accountList() throws {
    try write([["Address", "Password", "Active"], ["ada@x.com", Self.password, "True"]], as: "accounts.xlsx")
    let result = try convert("accounts.xlsx", "-o", "-")
    #expect(result.output == "EmailAddress,UserName,Password\r\nada@x.com,ada@x.com,\(Self.password)\r\n")
  }

  // MARK: Bad input

  @Test("A damaged, encrypted or old workbook is named for what it is")
  func damaged() throws {
    let good = try Data(contentsOf: URL(fileURLWithPath: Self.path("plain.xlsx")))
    try folder.write(Array(good.prefix(good.count / 2)), as: "cut.xlsx")
    try folder.write([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 60), as: "zip.xlsx")
    try folder.write(Array("EmailAddress,UserName,Password\n".utf8), as: "text.xlsx")
    let cut = try run("check", "--format", "concise", "cut.xlsx")
    #expect(cut.status == 1)
    #expect(cut.output.contains("the workbook is cut off: its ZIP archive is incomplete [file-not-csv]"))
    #expect(try run("check", "zip.xlsx").status == 1)
    #expect(try convert("cut.xlsx", "-o", "-").status == 2)
    // Only the content decides.
    #expect(try run("check", "--format", "concise", "text.xlsx").output.contains("[file-name]"))
  }

  @Test("A bomb, a document type, a lost string and a cycle end with a reason, in bounded time")
  func hostile() throws {
    var bomb = SyntheticXLSX()
    bomb.rows = String(repeating: " ", count: 40 << 20)
    var archive = SyntheticXLSX().archive
    archive.members[4].content = "<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet/>"
    var lost = SyntheticXLSX()
    lost.rows = "<row><c t=\"s\"><v>99</v></c></row>"
    lost.sharedStrings = "<si><t>x</t></si>"
    var wide = SyntheticXLSX()
    wide.rows = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"
    let start = ContinuousClock.now
    for (bytes, reason) in [
      (bomb.archive.bytes(), "unpacks to more than"), (archive.bytes(), "declares a document type"),
      (lost.archive.bytes(), "a shared string that does not exist"), (wide.archive.bytes(), ":Users!XFD1048576: "),
    ] {
      try folder.write(bytes, as: "hostile.xlsx")
      let result = try run("check", "--format", "concise", "hostile.xlsx")
      #expect(result.status == 1)
      #expect(result.output.contains(reason), "\(reason)")
    }
    #expect(ContinuousClock.now - start < .seconds(40))
  }
}
