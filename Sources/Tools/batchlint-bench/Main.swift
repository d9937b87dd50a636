import CSV
import Foundation
import Layout
import Linting
import Reporting

/// Measures batchlint: `batchlint-bench PROGRAM [--large] [--peer COMMAND]...`
///
/// Each stage alone in this process, then the whole program, then what else is on the machine, on the same
/// files. Timings of one run belong together; compare the ratios, not the milliseconds of two runs.
@main
struct Bench {
  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    guard let program = arguments.popFirst() else {
      print("usage: batchlint-bench PROGRAM [--large] [--peer \"COMMAND with {file}\"]...")
      exit(2)
    }
    var peers = ["wc -l {file}"]
    var isLarge = false
    while let word = arguments.popFirst() {
      if word == "--large" { isLarge = true }
      if word == "--peer", let peer = arguments.popFirst() { peers.append(peer) }
    }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("batchlint-bench-\(getpid())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Bench(program: program, folder: folder).run(peers: peers, isLarge: isLarge)
  }

  let program: String
  let folder: String

  func run(peers: [String], isLarge: Bool) throws {
    let size = try Samples.write(rows: 50_000, to: "\(folder)/clean.csv")
    _ = try Samples.write(rows: 50_000, defect: .domainWithoutDot, to: "\(folder)/dotless.csv")
    _ = try Samples.write(rows: 50_000, defect: .blankBehind, to: "\(folder)/blank.csv")
    print("50,000 rows, \(size / 1000) kB. Whole programs: median of 15\n")
    print("| command | ms | peak MB |\n|---|---:|---:|")
    whole(["--version"])
    for file in ["clean", "dotless", "blank"] {
      for format in file == "clean" ? ["text"] : ["text", "concise", "json", "jsonl", "junit"] {
        whole(["check", "--no-config", "--format", format, "\(folder)/\(file).csv"])
      }
    }
    for peer in peers {
      let words = peer.split(separator: " ").map { $0 == "{file}" ? "\(folder)/clean.csv" : String($0) }
      row(words, Measure.program(words, runs: 3))
    }
    if isLarge { try large() }
    try keystrokes()
    print("\nStages in one process: median of 15\n")
    print("| stage | ms | MB/s | × reading byte for byte |\n|---|---:|---:|---:|")
    try stages(Data(contentsOf: URL(fileURLWithPath: "\(folder)/clean.csv")), name: "clean")
    try stages(Data(contentsOf: URL(fileURLWithPath: "\(folder)/blank.csv")), name: "a blank in every row")
  }

  /// What an editor waits for while its user types.
  private func keystrokes() throws {
    print("\nThe language server, from a keystroke to the diagnostics: 200 keystrokes\n")
    print("| file | median ms | 95th |\n|---|---:|---:|")
    for file in ["clean", "blank"] {
      let server = try Keystrokes(program: program, file: "\(folder)/\(file).csv")
      let times = server.milliseconds(200, rows: 50_000)
      server.end()
      print("| \(file).csv | \(text(Measure.median(times))) | \(text(times[times.count * 95 / 100])) |")
    }
  }

  private func stages(_ bytes: Data, name: String) {
    bytes.withUnsafeBytes { bytes in
      var sum: UInt64 = 0
      let bare = Measure.median(Measure.milliseconds(runs: 15) { for byte in bytes { sum &+= UInt64(byte) } })
      precondition(sum > 0)
      stage("\(name): bytes", bare, bare, bytes.count)
      stage(
        "\(name): encoding", Measure.median(Measure.milliseconds(runs: 15) { _ = Document(bytes, owner: nil) }), bare,
        bytes.count)
      var fields = 0
      let reading = Measure.milliseconds(runs: 15) {
        var reader = Reader(bytes)
        while reader.next() { fields &+= reader.count }
      }
      precondition(fields > 0)
      stage("\(name): reader", Measure.median(reading), bare, bytes.count)
      let linter = Linter(options: LintOptions())
      func lint() throws -> LintResult {
        try linter.lint(Input(path: "users.csv", document: Document(bytes, owner: nil)))
      }
      guard let linting = try? Measure.milliseconds(runs: 15, { _ = try lint() }), let report = try? lint() else {
        return
      }
      stage("\(name): lint", Measure.median(linting), bare, bytes.count)
      for format in Format.allCases where !report.findings.isEmpty {
        let writing = Measure.milliseconds(runs: 5) {
          let output = Output { _ in }
          let reporter = format.reporter(to: output, ReportOptions(version: "bench"))
          var summary = Summary()
          let file = LintedFile(report, expands: true)
          summary.add(file, shown: file.count)
          reporter.begin()
          reporter.report(file, shown: file.count)
          reporter.end(summary)
          output.flush()
        }
        stage("\(name): report as \(format.rawValue)", Measure.median(writing), bare, bytes.count)
      }
    }
  }

  private func stage(_ name: String, _ milliseconds: Double, _ bare: Double, _ bytes: Int) {
    print(
      "| \(name) | \(text(milliseconds)) | \(Int(Double(bytes) / 1000 / milliseconds)) | \(text(milliseconds / bare)) |"
    )
  }

  private func whole(_ arguments: [String]) {
    row(["batchlint"] + arguments, Measure.program([program] + arguments, runs: 15))
  }

  private func row(_ words: [String], _ run: Measure.Run?) {
    let command = words.map { $0.split(separator: "/").last.map(String.init) ?? $0 }.joined(separator: " ")
    print(
      """
      | `\(command)` | \(run.map { text($0.milliseconds) } ?? "not here") | \
      \(run.map { text($0.peakMegabytes) } ?? "") |
      """
    )
  }

  /// 2,000,000 rows: throughput, and memory beside the mapped file.
  private func large() throws {
    let path = "\(folder)/large.csv"
    let size = try Samples.write(rows: 2_000_000, to: path)
    guard let run = Measure.program([program, "check", "--no-config", "--fail-on", "never", path], runs: 5) else {
      return
    }
    let megabytes = Double(size) / 1_000_000
    print(
      """
      \n2,000,000 rows, \(Int(megabytes)) MB: \(text(run.milliseconds)) ms, \
      \(Int(megabytes * 1000 / run.milliseconds)) MB/s, peak \(text(run.peakMegabytes)) MB with the mapped file
      """
    )
  }

  private func text(_ number: Double) -> String { String(format: "%.1f", number) }
}
