import TestSupport
import Testing

/// The manual page as its readers see it.
@Suite("Integration: manual page")
struct ManualPageTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Program.run(["man"]).output, as: "batchlint.1")
  }

  @Test("mandoc has no complaint", .enabled(if: InstalledProgram.exists("mandoc"), "run `make test-tools`"))
  func mandoc() throws {
    let lint = try Program.shell("mandoc -T lint -W warning batchlint.1", in: folder.path)
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)")
  }

  @Test("groff has no complaint", .enabled(if: InstalledProgram.exists("groff"), "run `make test-tools`"))
  func groff() throws {
    let lint = try Program.shell("groff -ww -man -Tutf8 -Z batchlint.1 > /dev/null", in: folder.path)
    #expect(lint.errors.isEmpty, "\(lint.errors)")
  }
}
