import TestSupport
import Testing
import Workbook

@Suite struct TemplateWorkbookTests {
  private var template: TemplateWorkbook {
    TemplateWorkbook(
      sheetName: "Users & more", linesAbove: ["version:v1.0"],
      columns: [
        .init(name: "EmailAddress", notes: ["An e-mail address"], choices: []),
        .init(name: "MailboxType", notes: ["One of two"], choices: ["Primary", "A \"quoted\" one"]),
      ], hasHeader: true, rows: [["a@x.com", "  two  spaces"], ["00042", ""], ["<&\">", "x"]],
      instructions: ["Fill in."])
  }

  @Test("What is written is read again", arguments: [TemplateWorkbook.Format.xlsx, .ods])
  func roundTrip(format: TemplateWorkbook.Format) throws {
    let bytes = template.bytes(format)
    let sheets = try sheets(of: bytes)
    #expect(sheets.map(\.name) == ["Users & more", "Instructions"])
    #expect(
      try cells(of: bytes) == [
        "A1 version:v1.0", "A2 EmailAddress", "B2 MailboxType", "A3 a@x.com", "B3   two  spaces", "A4 00042",
        "A5 <&\">", "B5 x",
      ])
    #expect(try cells(of: bytes, sheet: 1) == ["A1 Fill in."])
  }

  @Test("Equal templates give equal bytes", arguments: [TemplateWorkbook.Format.xlsx, .ods])
  func stable(format: TemplateWorkbook.Format) {
    #expect(template.bytes(format) == template.bytes(format))
  }
}
