import Foundation
import IMAPSandbox
import Platform
import Testing
import TestSupport

extension ProbeTests {
  @Suite("Many rows") struct ManyRowsTests {
    @Test("No connection is left")
    func connections() async throws {
      var scene = ProbeScenario(rows: 4_000)
      scene.faults = ["refused=3,100-110", "mailbox-missing=7", "drop=20"]
      scene.options.connections = 8
      let result = try await scene.run()
      #expect(result.verdicts.filter { $0 == "ok" }.count == 4_000 - 14 && result.repeated == 0)
      #expect(result.left == 0)
    }

    @Test("Memory hardly grows with the rows")
    func memory() async throws {
      let (few, many) = (try await peakMemory(rows: 500), try await peakMemory(rows: 4_000))
      #expect(few > 1 << 20)
      #expect(many - few < 3_500 * 1_024, "\(few) and \(many)")
    }

    /// The most memory that the program ever holds, in bytes.
    private func peakMemory(rows: Int) async throws -> Int {
      let folder = try TemporaryFolder()
      let users = (1...rows).map { "user\($0)@contoso.com" }
      try folder.write(
        "EmailAddress,UserName,Password\n" + users.map { "\($0),\($0),Wren-4821\n" }.joined(), as: "users.csv")
      let sandbox = try await Sandbox.start(try ProbeScenario(rows: rows).script())
      let measured = Result {
        try Program.run(
          executable: "/usr/bin/env",
          [
            "python3", "-c",
            "import resource,subprocess,sys; s = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode;"
              + " print(s, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)",
            Program.path, "probe", "--no-config", "--quiet", "--yes", "--server", "any", "--host", "127.0.0.1",
            "--port", "\(sandbox.port)", "--security", "none", "--rate", "0", "users.csv",
          ], in: folder.path, input: nil, environment: [:])
      }
      try await sandbox.stop()
      let told = try measured.get()
      let words = told.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      try #require(words.count == 2 && words[0] == 0, "\(told.errors)")
      return words[1] * SystemCall.residentSizeUnit
    }
  }
}
