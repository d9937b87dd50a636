import Foundation
import Probing
import Testing

extension ProbeTests {
  @Suite("Many rows") struct ManyRowsTests {
    #if os(Linux)
      private func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
    #else
      private func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/dev/fd").count }
    #endif

    @Test("No descriptor is left, and a row costs a few kilobytes at most")
    func resources() async throws {
      var scene = Scene(rows: 500)
      scene.faults = ["refused=3,100-110", "mailbox-missing=7", "drop=20"]
      scene.options.connections = 8
      _ = try await scene.run()
      let (files, memory) = (try descriptors(), peakMemory())
      scene.rows = Scene(rows: 4_000).rows
      let result = try await scene.run()
      #expect(result.verdicts.filter { $0 == "ok" }.count == 4_000 - 14 && result.repeated == 0)
      #expect(try descriptors() <= files)
      // The sandbox's accounts and the test's own rows are in it.
      #expect(peakMemory() - memory < 16 << 20)
    }
  }
}
