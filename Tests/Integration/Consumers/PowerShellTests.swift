import Foundation
import TestSupport
import Testing

/// The scripts of `batchlint plan` by a PowerShell grammar.
@Suite("Integration: PowerShell", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct PowerShellTests {
  @Test(
    "A PowerShell grammar reads every script, and each literal is what went in")
  func grammar() throws {
    let folder = try TemporaryFolder()
    let result = try VirtualEnvironment.script("powershell.py", [Program.path], in: folder.path)
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    #expect(result.output.hasPrefix("200 scripts"))
  }
}
