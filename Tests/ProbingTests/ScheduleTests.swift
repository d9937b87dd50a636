import Foundation
import IMAPSandbox
import NIOConcurrencyHelpers
import Probing
import TestSupport
import Testing

extension ProbeTests {
  /// Runs that end by the clock, and go on later.
  @Suite("Time limits and windows") struct ScheduleTests {
    @Test(
      "Parts of the day",
      arguments: [
        ("22:00-06:00", [1320, 1439, 0, 359], [360, 1319]), ("8:30-17:00", [510, 1019], [509, 1020]),
        ("00:00-24:00", [], []), ("18:00-24:00", [1080, 1439], [0, 1079]),
      ] as [(String, [Int], [Int])])
    func windows(_ text: String, _ inside: [Int], _ outside: [Int]) {
      guard let window = TimeWindow(text) else {
        // A window without a length, or of the whole day, is none.
        #expect(inside.isEmpty)
        return
      }
      for minute in inside { #expect(window.contains(minute: minute), "\(minute)") }
      for minute in outside { #expect(!window.contains(minute: minute), "\(minute)") }
    }

    @Test("What is no part of the day", arguments: ["", "22-6", "25:00-06:00", "22:60-06:00", "22:00", "06:00-06:00"])
    func noWindows(_ text: String) { #expect(TimeWindow(text) == nil) }

    @Test(
      "Durations",
      arguments: [("45s", 45), ("90m", 5400), ("2h", 7200), ("1h30m", 5400), ("", nil), ("90", nil), ("0m", nil)]
        as [(String, Int?)])
    func durations(_ text: String, _ seconds: Int?) {
      #expect(Duration(option: text) == seconds.map { Duration.seconds($0) })
    }

    @Test("The time limit ends a run, and the rows that are left stay open")
    func timeLimit() async throws {
      var scene = ProbeScenario(rows: 10)
      scene.options.rate = 5
      scene.options.connections = 1
      scene.options.timeLimit = .milliseconds(700)
      let result = try await scene.run()
      #expect(result.verdicts.first == "ok" && result.verdicts.last == "probe-not-tried")
      #expect(result.outcome.stopReason?.contains("time limit reached") == true)
    }

    @Test("A window that closes ends a run; one that is yet to open is waited for")
    func window() async throws {
      var scene = ProbeScenario(rows: 6)
      scene.options.connections = 1
      scene.options.window = TimeWindow("22:00-06:00")
      let minute = NIOLockedValueBox(1319)
      scene.options.minuteOfDay = { minute.withLockedValue { $0 } }
      scene.onSignIn = { event in if event.row == 3 { minute.withLockedValue { $0 = 360 } } }
      let opener = Task {
        try await Task.sleep(for: .milliseconds(500))
        minute.withLockedValue { $0 = 1320 }
      }
      let result = try await scene.run()
      try await opener.value
      #expect(result.verdicts == ["ok", "ok", "ok"] + Array(repeating: "probe-not-tried", count: 3))
      #expect(result.outcome.stopReason?.contains("the window 22:00-06:00 has ended") == true)
      #expect(result.outcome.duration > .milliseconds(450))
    }

    @Test("Only the rows that failed are tried again, and in the same file no refused credential")
    func onlyFailed() async throws {
      let folder = try TemporaryFolder()
      let path = folder.path("run.jsonl")
      func journal(_ continuation: Journal.Continuation, bytes: Int) throws -> Journal {
        try Journal(
          path: path, subject: Journal.Subject(host: "localhost", port: 993, bytes: bytes, rows: 6, modified: bytes),
          continuation: continuation)
      }
      var scene = ProbeScenario(rows: 6)
      scene.faults = ["refused=2", "mailbox-missing=4"]
      _ = try await scene.run(journal: try journal(.begin, bytes: 100))
      scene.faults = []
      let same = try await scene.run(journal: try journal(.retryFailed, bytes: 100))
      #expect(same.signIns == 1 && same.verdicts == ["ok", "probe-sign-in", "ok", "ok", "ok", "ok"])
      // The file was corrected: the password of row 2 may be another one.
      let corrected = try await scene.run(journal: try journal(.retryFailed, bytes: 101))
      #expect(corrected.signIns == 1 && Set(corrected.verdicts) == ["ok"])
      // The journal is about the corrected file now.
      #expect(try await scene.run(journal: try journal(.resume, bytes: 101)).signIns == 0)
      #expect(throws: Journal.CommandError.self) { try journal(.resume, bytes: 100) }
    }
  }
}
