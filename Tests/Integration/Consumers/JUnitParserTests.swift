import Foundation
import Linting
import Reporting
import TestSupport
import Testing

/// JUnit reports as junitparser and GitLab read them.
@Suite("Integration: junitparser", .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"))
struct JUnitParserTests {
  @Test(
    "No two test cases of one name, no character that XML 1.0 cannot hold", arguments: [Format.junit, .junitStrict])
  func junitparser(format: Format) throws {
    let folder = try TemporaryFolder()
    let report = try ReportSamples.report(ReportSamples.all, as: format)
    try folder.write(Array(report), as: "report.xml")
    let script = Fixture.root.appendingPathComponent("Tests/Peers/junit_consumer.py").path
    let result = try Program.run(
      executable: VirtualEnvironment.python, [script, folder.path("report.xml")], in: nil, input: nil, environment: [:])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(answer?["suites"] as? Int == ReportSamples.all.count)
    #expect(answer?["duplicates"] as? [String] == [])
    #expect((answer?["failures"] as? Int ?? 0) > 0)
    let probe = try folder.write(
      Array(ReportSamples.report([ProbeSamples.file(), ProbeSamples.many(300)], as: format)), as: "probe.xml")
    let rows = try Program.run(
      executable: VirtualEnvironment.python, [script, probe], in: nil, input: nil, environment: [:])
    #expect(
      rows.status == 0 && rows.output.contains("\"suites\": 2, \"cases\": \(8 + 300),")
        && rows.output.contains("\"mute\": 0"), "\(rows.output)\(rows.errors)")
  }

  @Test(
    "GitLab keeps every case, links its file from the repository's top, and shows what is wrong")
  func gitlab() throws {
    let folder = try TemporaryFolder()
    var sample = LintSample(Array((ReportSamples.header + "alberta@contoso.com,alberta,Wren-4821\n").utf8))
    sample.path = "./users.csv"
    sample.options.ownRules = ["[0-9]{9}", "^x", "y$"].map { pattern in
      var rule = OwnRule(column: "UserName")
      rule.pattern = pattern
      return rule
    }
    var options = ReportOptions(version: "0.1.0")
    options.pathPrefix = "lists/"
    let report = ReportSamples.report([LintedFile(try sample.lint())], as: .junit, options: options)
    let file = try folder.write(Array(report), as: "report.xml")
    let script = Fixture.root.appendingPathComponent("Tests/Peers/junit_consumer.py").path
    let result = try Program.run(
      executable: VirtualEnvironment.python, [script, file], in: nil, input: nil, environment: [:])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    // Three findings of one rule at one place.
    #expect(String(decoding: report, as: UTF8.self).contains("name=\"value-pattern at 2:21 #3\""))
    #expect(answer["failures"] as? Int == 3 && answer["duplicates"] as? [String] == [])
    #expect(answer["linked"] as? [String] == ["lists/users.csv"] && answer["mute"] as? Int == 0)
  }
}
