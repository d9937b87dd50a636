import Files
import Foundation
import IMAPSandbox
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// What a run has found out survives it.
  @Suite("The journal") struct JournalTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
      folder = try TemporaryFolder()
      path = folder.path("run.jsonl")
    }

    private func journal(
      resumes: Bool, host: String = "localhost", port: Int = 993, bytes: Int = 100, modified: Int = 1
    ) throws -> Journal {
      try Journal(
        path: path, subject: Journal.Subject(host: host, port: port, bytes: bytes, rows: 6, modified: modified),
        continuation: resumes ? .resume : .begin)
    }

    /// What an earlier run has left, and what comes of it.
    private func goOn(_ scene: ProbeScenario) async throws -> (
      known: ProbeResults, unanswered: Set<Int>, result: ProbeScenario.Result
    ) {
      let journal = try journal(resumes: true)
      return (journal.known, journal.unanswered, try await scene.run(journal: journal))
    }

    private func text() throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

    @Test("A run that goes on tries what has no verdict, and only that")
    func goesOn() async throws {
      var scene = ProbeScenario(rows: 6)
      scene.faults = ["refused=2", "mailbox-denied=4", "echo-password=5"]
      let first = try await scene.run(journal: try journal(resumes: false))
      #expect(first.verdicts == ["ok", "probe-sign-in", "ok", "probe-not-authorized", "probe-sign-in", "ok"])
      #expect(try !text().contains("Wren") && !text().contains("V3Jlbi00ODIx"))
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
      let second = try await scene.run(journal: try journal(resumes: true))
      #expect(second.signIns == 0 && second.verdicts == first.verdicts)
      #expect(second.outcome.attempts.map(\.verdict.sentence) == first.outcome.attempts.map(\.verdict.sentence))
      #expect(second.outcome.attempts.map(\.milliseconds) == first.outcome.attempts.map(\.milliseconds))
    }

    @Test("Two runs do not write one journal")
    func alone() throws {
      let first = try journal(resumes: false)
      #expect(throws: FileError.inUse(path: path)) { try journal(resumes: true) }
      withExtendedLifetime(first) {}
    }

    @Test("Cut off at any byte it is gone on with: a row has its verdict, or is unanswered, or is tried")
    func cutOff() async throws {
      var scene = ProbeScenario(rows: 6)
      scene.faults = ["refused=2,5", "unavailable=3/1"]
      scene.options.connections = 1
      _ = try await scene.run(journal: try journal(resumes: false))
      let whole = Array(try text().utf8)
      let header = whole.firstIndex(of: 0x0A)! + 1
      for cut in stride(from: header, through: whole.count, by: 19) {
        try folder.write(Array(whole[..<cut]), as: "run.jsonl")
        let (known, unanswered, result) = try await goOn(scene)
        #expect(Set(known.map(\.row)).isDisjoint(with: unanswered) && unanswered.count <= 1)
        for (index, verdict) in result.verdicts.enumerated() {
          let expected =
            unanswered.contains(index + 1) ? "probe-not-tried" : [1, 4].contains(index) ? "probe-sign-in" : "ok"
          #expect(verdict == expected, "cut at \(cut), row \(index + 1)")
        }
        #expect(
          result.attempts["user2@contoso.com"]?.tries ?? 0 == (known[2] == nil && !unanswered.contains(2) ? 1 : 0))
        // What was written goes on from there.
        let again = try await scene.run(journal: try journal(resumes: true))
        #expect(again.signIns == 0 && again.verdicts == result.verdicts)
      }
    }

    @Test("A credential that was sent and not answered is sent again only for who says so")
    func unanswered() async throws {
      let scene = ProbeScenario(rows: 6)
      _ = try journal(resumes: false)
      try folder.write(try text() + "{\"try\":[2,5]}\n{\"untried\":[5]}\n", as: "run.jsonl")
      let careful = try await scene.run(journal: try journal(resumes: true))
      #expect(
        careful.verdicts == ["ok", "probe-not-tried", "ok", "ok", "ok", "ok"]
          && careful.attempts["user2@contoso.com"] == nil)
      #expect(careful.sentence(2).contains("--retry-unanswered"))
      let bold = try await scene.run(journal: try journal(resumes: true), retriesUnanswered: true)
      #expect(bold.signIns == 1 && Set(bold.verdicts) == ["ok"])
    }

    @Test("What an earlier run refused counts for the admin and the name")
    func earlierRefusals() async throws {
      var scene = ProbeScenario((1...9).map { ProbeScenario.Row(login: "user\($0)*mailadmin") })
      scene.server = "dovecot"
      scene.accounts = scene.rows.map { ProbeScenario.Row(login: $0.login, password: "Heron-1195") }
      scene.options.connections = 1
      _ = try await scene.run(journal: try journal(resumes: false))
      // Killed behind the second refusal, before the others were given up.
      let lines = try text().split(separator: "\n")
      let last = try #require(lines.lastIndex { $0.contains("probe-sign-in") })
      try folder.write(lines[...last].joined(separator: "\n") + "\n", as: "run.jsonl")
      let second = try await scene.run(journal: try journal(resumes: true))
      #expect(second.signIns == 0 && second.verdicts.filter { $0 == "probe-sign-in" }.count == 2)
      // After the first refusal there is one more.
      let first = try #require(lines.firstIndex { $0.contains("probe-sign-in") })
      try folder.write(lines[...first].joined(separator: "\n") + "\n", as: "run.jsonl")
      #expect(try await scene.run(journal: try journal(resumes: true)).signIns == 1)

      var names = ProbeScenario([
        ProbeScenario.Row(login: "alberta@contoso.com", password: "Heron-1195"),
        ProbeScenario.Row(login: "alberta@contoso.com", password: "Swift-1"),
      ])
      names.accounts = [ProbeScenario.Row(login: "alberta@contoso.com")]
      try FileManager.default.removeItem(atPath: path)
      _ = try await names.run(journal: try journal(resumes: false))
      let cut = try text().split(separator: "\n")
      try folder.write(
        cut[...cut.firstIndex { $0.contains("probe-sign-in") }!].joined(separator: "\n") + "\n", as: "run.jsonl")
      #expect(try await names.run(journal: try journal(resumes: true)).signIns == 0)
    }

    @Test("A row that was never signed in with is tried when the run goes on")
    func unreachedRows() async throws {
      var scene = ProbeScenario(rows: 6)
      // After the canary and the first row, three connections are turned away.
      scene.faults = ["refused=1", "ban:1"]
      scene.options.connections = 1
      let first = try await scene.run(journal: try journal(resumes: false))
      #expect(first.verdicts[0] == "probe-sign-in" && Set(first.verdicts.dropFirst()) == ["probe-not-tried"])
      scene.faults = []
      let second = try await scene.run(journal: try journal(resumes: true))
      #expect(second.verdicts == ["probe-sign-in", "ok", "ok", "ok", "ok", "ok"] && second.repeated == 0)
    }

    @Test("Another journal, another host, another file")
    func otherSubjects() throws {
      #expect(throws: Journal.CommandError.self) { try journal(resumes: true) }
      _ = try journal(resumes: false)
      #expect(throws: Journal.CommandError.self) { try journal(resumes: false) }
      #expect(throws: Journal.CommandError.self) { try journal(resumes: true, host: "imap.contoso.com") }
      #expect(throws: Journal.CommandError.self) { try journal(resumes: true, port: 143) }
      #expect(throws: Journal.CommandError.self) { try journal(resumes: true, bytes: 101) }
      #expect(throws: Journal.CommandError.self) { try journal(resumes: true, modified: 2) }
      _ = try journal(resumes: true)
      for other in [
        "", "\n", "EmailAddress,UserName\n",
        "{\"journal\":2,\"host\":\"localhost\",\"port\":993,\"bytes\":100,\"rows\":6,\"modified\":1}\n", "\u{0}\u{0}",
      ] {
        try folder.write(other, as: "run.jsonl")
        #expect(throws: Journal.CommandError.self) { try journal(resumes: true) }
      }
    }
  }
}
