import Foundation
import IMAPSandbox
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// A machine that is blocked is told from accounts that are locked: the rows stay open.
  @Suite("Blocks") struct BlockTests {
    private static let block = "* Too many invalid logon attempts.\r\n{tag} BAD Goodbye\r\n"

    @Test("hMailServer's ban of an address ends the run after a few sign-ins", arguments: [nil, 10] as [Int?])
    func ban(_ most: Int?) async throws {
      var scene = ProbeScenario(rows: 40)
      scene.refusal = { row in row > 4 ? Self.block : row > 2 ? "{tag} NO Invalid user name or password.\r\n" : nil }
      scene.options.connections = 1
      scene.options.mostRefusals = most
      let result = try await scene.run()
      #expect(
        result.verdicts
          == ["ok", "ok", "probe-sign-in", "probe-sign-in"] + Array(repeating: "probe-not-tried", count: 36))
      #expect(result.signIns == 7 && result.repeated == 0)
      #expect(result.outcome.stopReason?.contains("this machine is blocked for now") == true)
      #expect(result.sentence(5).contains("Too many invalid logon attempts"), "\(result.sentence(5))")
    }

    @Test("A block that passes lets the run go on")
    func passing() async throws {
      var scene = ProbeScenario(rows: 8)
      scene.refusal = { row in row == 3 || row == 4 ? Self.block : nil }
      scene.options.connections = 1
      let result = try await scene.run()
      #expect(result.verdicts == ["ok", "ok", "probe-not-tried", "probe-not-tried", "ok", "ok", "ok", "ok"])
      #expect(result.outcome.stopReason == nil)
    }

    @Test("Several accounts in a row that are said to be locked are not")
    func locks() async throws {
      var scene = ProbeScenario(rows: 20)
      scene.refusal = { row in row > 3 ? "{tag} NO Your account has been locked\r\n" : nil }
      scene.options.connections = 1
      let result = try await scene.run()
      #expect(result.verdicts == Array(repeating: "ok", count: 3) + Array(repeating: "probe-not-tried", count: 17))
      #expect(result.signIns < 10 && result.outcome.stopReason != nil)
      scene.refusal = { row in row == 4 || row == 9 ? "{tag} NO Your account has been locked\r\n" : nil }
      let others = try await scene.run()
      #expect(others.verdicts.filter { $0 == "probe-account-unusable" }.count == 2 && others.signIns == 20)
    }

    @Test("The journal goes on with the rows that were blocked, and with no other")
    func resumed() async throws {
      let folder = try TemporaryFolder()
      let path = folder.path("run.jsonl")
      func journal(resumes: Bool) throws -> Journal {
        try Journal(
          path: path, subject: Journal.Subject(host: "localhost", port: 993, bytes: 100, rows: 12, modified: 1),
          continuation: resumes ? .resume : .begin)
      }
      for lines in [Self.block, "{tag} NO Account locked out\r\n"] {
        try? FileManager.default.removeItem(atPath: path)
        var scene = ProbeScenario(rows: 12)
        scene.options.connections = 1
        scene.refusal = { row in row == 2 ? "{tag} NO Login failed\r\n" : row > 5 ? lines : nil }
        let first = try await scene.run(journal: try journal(resumes: false))
        #expect(first.verdicts.suffix(7) == Array(repeating: "probe-not-tried", count: 7))
        scene.refusal = nil
        let second = try await scene.run(journal: try journal(resumes: true))
        #expect(second.verdicts == ["ok", "probe-sign-in"] + Array(repeating: "ok", count: 10))
        #expect(second.signIns == 7)
      }
    }
  }
}
