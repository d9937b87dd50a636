import Foundation
import TestSupport
import Testing

@Suite("Documentation")
struct DocumentationTests {
  @Test(
    "Every link has a target, every command of README, guides and --help runs, and printed outputs are the real ones",
    .timeLimit(.minutes(10)))
  func check() throws {
    let script = Fixture.root.appendingPathComponent("Tests/Documentation/check.py").path
    let result = try Program.run(
      executable: "/usr/bin/env", ["python3", "-B", script, Program.path], in: Fixture.root.path, input: nil,
      environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
  }
}
