import Foundation
import Linting
import Reporting
import TestSupport
import Testing

/// TAP as prove reads it, Checkstyle as Python's XML parser does.
@Suite("Integration: prove and ElementTree")
struct ReportReaderTests {
  private static let sets = ReportSamples.all.map { [$0] } + [ReportSamples.all, []]

  private func text(_ samples: [String], _ format: Format) throws -> String {
    String(decoding: try ReportSamples.report(samples, as: format), as: UTF8.self)
  }

  @Test(
    "TAP is read by prove", .enabled(if: InstalledProgram.exists("prove"), "perl's prove is not installed"),
    arguments: sets)
  func tap(samples: [String]) throws {
    let folder = try TemporaryFolder()
    // Test::Harness knows version 14 from 3.48 on; before, the same lines are version 13's.
    let report = try text(samples, .tap)
    #expect(report.hasPrefix("TAP version 14\n"))
    let file = try folder.write(report.replacing("TAP version 14\n", with: "TAP version 13\n"), as: "report.tap")
    let result = try Program.run(
      executable: "/usr/bin/env", ["prove", "--exec", "cat", file], in: nil, input: nil, environment: [:])
    #expect(!result.output.contains("Parse errors"), "\(result.output)")
    let isBad = !samples.allSatisfy { $0 == ReportSamples.none }
    #expect((result.status != 0) == isBad, "\(result.output)")
  }

  @Test(
    "Checkstyle is XML that contains what went in",
    .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
  func checkstyle() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Array(ReportSamples.report(ReportSamples.all, as: .checkstyle, path: "lists/<a & b>.csv")), as: "report.xml")
    let script =
      "import sys,xml.etree.ElementTree as e\nfor f in e.parse(sys.argv[1]).getroot(): print(f.get('name'), len(f))"
    let result = try Program.run(
      executable: VirtualEnvironment.python, ["-c", script, folder.path("report.xml")], in: nil, input: nil,
      environment: [:])
    let counts = try ReportSamples.all.map { try text([$0], .concise).split(separator: "\n").count }
    #expect(result.output == counts.map { "lists/<a & b>.csv \($0)\n" }.joined(), "\(result.errors)")
  }
}
