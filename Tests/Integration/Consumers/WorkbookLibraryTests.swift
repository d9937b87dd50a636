import Foundation
import TestSupport
import Testing

/// Workbooks of other libraries, and templates that they fill.
@Suite("Integration: workbook libraries", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct WorkbookLibraryTests {
  @Test("Sheets of openpyxl, XlsxWriter and odfpy are read cell by cell as other readers read them")
  func cells() throws {
    let tool = URL(fileURLWithPath: Program.path).deletingLastPathComponent().appendingPathComponent("workbook-cells")
    let result = try VirtualEnvironment.script("workbooks.py", [tool.path, "--sheets", "60"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("60 sheets"))
  }

  @Test("A template that was filled and saved is converted to what was filled in, and lints clean")
  func templates() throws {
    let result = try VirtualEnvironment.script("template_workbooks.py", [Program.path])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
