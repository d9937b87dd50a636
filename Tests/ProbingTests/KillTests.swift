import Foundation
import TestSupport
import Testing

extension ProbeTests {
  /// `batchlint probe` and `batchlint sandbox` as two programs, the first of which is ended at any moment.
  @Suite("Ended at random moments") struct KillTests {
    private let folder: TemporaryFolder
    private static let rows = 300

    init() throws { folder = try TemporaryFolder() }

    /// What goes wrong in both runs; no admin is refused, as then it depends on the order which rows show it.
    private static let faults = [
      "refused=7,19,40-44,120,250", "unavailable=11-20/1", "mailbox-denied=30", "mailbox-missing=31,200",
      "account-locked=60,61", "throttled:20=80/1", "login-bad=90",
      // Slow enough to be under way when the end comes.
      "slow:1=40-44,100-103,150-153,201-204",
    ]

    /// Runs a sandbox while the body uses its port.
    ///
    /// - Returns: what it says at its end.
    private func play(_ file: String, _ body: (Int) throws -> Void) throws -> String {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments =
        ["sandbox", "--no-config", "--until-eof", "--server", "dovecot", "--no-tls"]
        + Self.faults.flatMap { ["--fault", $0] } + [file]
      let (input, output, errors) = (Pipe(), Pipe(), Pipe())
      (process.standardInput, process.standardOutput, process.standardError) = (input, output, errors)
      try process.run()
      defer { if process.isRunning { process.terminate() } }
      var text = ""
      while !text.contains("\nprobe: ") {
        let data = output.fileHandleForReading.availableData
        guard !data.isEmpty else { break }
        text += String(decoding: data, as: UTF8.self)
      }
      try body(try #require(text.firstMatch(of: #/port (\d+) \(plain text/#).flatMap { Int($0.1) }))
      try input.fileHandleForWriting.close()
      process.waitUntilExit()
      return String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    private func write() throws -> String {
      let rows = (1...Self.rows).map { row in
        let login = row % 5 == 0 ? "user\(row)*mailadmin" : "user\(row % 17 == 0 ? row - 1 : row)@contoso.com"
        return
          "user\(row)@contoso.com,\(login),\(row % 5 == 0 ? "Wren-4821" : "Heron-\(row % 17 == 0 ? row - 1 : row)")"
      }
      return try folder.write(
        "EmailAddress,UserName,Password\r\n" + rows.joined(separator: "\r\n") + "\r\n", as: "users.csv")
    }

    private func probe(_ file: String, port: Int, journal: String, rate: Int) -> Process {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments = [
        "probe", "--no-config", "--server", "dovecot", "--host", "localhost", "--port", "\(port)", "--security", "none",
        "--rate", "\(rate)", "--connections", "6",
        "--max-refusals", "0", "--try-all", "--quiet", "--fail-on", "never", "--journal", journal, file,
      ]
      if FileManager.default.fileExists(atPath: journal) { process.arguments! += ["--resume"] }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      return process
    }

    /// By row: `ok` or the rule, as the journal's last word says; nil for one that was sent and never answered.
    private func verdicts(_ journal: String) throws -> [Int: String?] {
      var verdicts: [Int: String?] = [:]
      for line in try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n").dropFirst() {
        guard let record = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { continue }
        if let row = record["row"] as? Int { verdicts[row] = record["rule"] as? String ?? "ok" }
        for row in record["try"] as? [Int] ?? [] where verdicts[row] == nil { verdicts[row] = .some(nil) }
        for row in record["untried"] as? [Int] ?? [] { verdicts[row] = nil }
      }
      return verdicts
    }

    @Test(
      "Killed and resumed, the verdicts are those of an undisturbed run, and nothing refused is sent again",
      .timeLimit(.minutes(10)))
    func killed() throws {
      // BATCHLINT_KILLS=200 kills more often.
      let kills = ProcessInfo.processInfo.environment["BATCHLINT_KILLS"].flatMap { Int($0) } ?? 30
      let file = try write()
      let (calm, rough) = (folder.path("calm.jsonl"), folder.path("rough.jsonl"))
      let calmEnd = try play(file) { port in
        let process = probe(file, port: port, journal: calm, rate: 0)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      var killed = 0
      let roughEnd = try play(file) { port in
        for _ in 0..<kills * 2 where killed < kills {
          let process = probe(file, port: port, journal: rough, rate: max(3, 1_800 / kills))
          try process.run()
          usleep(.random(in: 0..<400_000))
          kill(process.processIdentifier, SIGKILL)
          process.waitUntilExit()
          if process.terminationReason == .uncaughtSignal { killed += 1 }
        }
        let process = probe(file, port: port, journal: rough, rate: 0)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
      }
      #expect(killed >= kills / 2)
      #expect(
        calmEnd.hasSuffix("refused before and sent again: 0\n")
          && roughEnd.hasSuffix("refused before and sent again: 0\n"), "\(calmEnd)\(roughEnd)")
      let (expected, found) = (try verdicts(calm), try verdicts(rough))
      #expect(expected.count == Self.rows && found.count == Self.rows)
      let unanswered = found.filter { $0.value == nil }
      #expect(unanswered.count <= killed * 6)
      for (row, verdict) in found where verdict != nil { #expect(verdict == expected[row] ?? nil, "row \(row)") }
      let text = try String(contentsOfFile: rough, encoding: .utf8)
      #expect(!text.contains("Wren-") && !text.contains("Heron-") && !text.contains("@contoso"))
      print("\(killed) kills, \(unanswered.count) of \(Self.rows) rows unanswered")
    }

    @Test("A disk that is full ends the run")
    func fullDisk() throws {
      let file = try write()
      _ = try play(file) { port in
        let result = try Program.shell(
          "trap '' XFSZ; ulimit -f 4; \"$BATCHLINT\" probe --no-config --server dovecot --host localhost --port "
            + "\(port) --security none --rate 0 --try-all --quiet --journal run.jsonl users.csv > /dev/null",
          in: folder.path)
        #expect(result.status == 2 && result.errors.contains("run.jsonl"), "\(result.errors)")
        #expect(try String(contentsOfFile: folder.path("run.jsonl"), encoding: .utf8).utf8.count <= 4096)
      }
      for option in ["", "--resume"] {
        let result = try Program.shell(
          "\"$BATCHLINT\" probe --no-config --host localhost --port 1 --security none --quiet --journal /dev/full "
            + "\(option) users.csv",
          in: folder.path)
        #expect(result.status == 2 && result.errors.contains("/dev/full"), "\(result.errors)")
      }
    }
  }
}
