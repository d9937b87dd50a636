import CLibXML2
import Foundation
import Linting
import Migration
import Reporting
import TestSupport
import Testing

@Suite("JUnit")
struct JUnitTests {
  private static let schemas = Fixture.root.deletingLastPathComponent().appendingPathComponent("shared/corpora/schemas")
    .path
  static let hasSchemas = FileManager.default.fileExists(atPath: schemas)
  /// The interpreter that has junitparser; the Makefile names it.
  static let python = ProcessInfo.processInfo.environment["BATCHLINT_PYTHON"]

  private func complaint(_ document: Data, _ schema: String) -> String? {
    var text = [CChar](repeating: 0, count: 512)
    let answer = document.withUnsafeBytes { bytes in
      cxml_validate(
        "\(Self.schemas)/\(schema)", bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count, &text,
        text.count)
    }
    let said = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return answer == 0 ? nil : "\(answer): \(said)"
  }

  @Test(
    "The strict profile is valid under both public schemas",
    .enabled(if: hasSchemas, "the schemas are not beside the project"),
    arguments: ["junit-10.xsd", "junit-windyroad.xsd"], [Severity?.none, .error, .warning, .info])
  func strict(schema: String, failOn: Severity?) throws {
    var options = ReportOptions(version: "0.1.0")
    options.failOn = failOn
    for texts in ReportSamples.all.map({ [$0] }) + [ReportSamples.all, []] {
      let complaint = complaint(try ReportSamples.report(texts, as: .junitStrict, options: options), schema)
      #expect(complaint == nil)
    }
    let probe = complaint(ReportSamples.report([try ProbeSamples.file()], as: .junitStrict, options: options), schema)
    #expect(probe == nil)
  }

  @Test("The schemas refuse what they should", .enabled(if: hasSchemas, "the schemas are not beside the project"))
  func canFail() throws {
    let usual = try ReportSamples.report(ReportSamples.all, as: .junit)
    #expect(complaint(usual, "junit-10.xsd") != nil)
    #expect(complaint(usual, "junit-windyroad.xsd") != nil)
  }

  @Test(
    "No two test cases of one name, no character that XML 1.0 cannot hold",
    .enabled(if: python != nil, "run `make test`, which brings junitparser"), arguments: [Format.junit, .junitStrict])
  func junitparser(format: Format) throws {
    let folder = try TemporaryFolder()
    let report = try ReportSamples.report(ReportSamples.all, as: format)
    try folder.write(Array(report), as: "report.xml")
    let script = Fixture.root.appendingPathComponent("Tests/Peers/junit_consumer.py").path
    let result = try Program.run(
      executable: Self.python!, [script, folder.path("report.xml")], in: nil, input: nil, environment: [:])
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let answer = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(answer?["suites"] as? Int == ReportSamples.all.count)
    #expect(answer?["duplicates"] as? [String] == [])
    #expect((answer?["failures"] as? Int ?? 0) > 10)
    let probe = try folder.write(
      Array(ReportSamples.report([ProbeSamples.file(), ProbeSamples.many(300)], as: format)), as: "probe.xml")
    let rows = try Program.run(executable: Self.python!, [script, probe], in: nil, input: nil, environment: [:])
    #expect(
      rows.status == 0 && rows.output.contains("\"suites\": 2, \"cases\": \(8 + 300),")
        && rows.output.contains("\"mute\": 0"), "\(rows.output)\(rows.errors)")
  }

  @Test(
    "GitLab keeps every case, links its file from the repository's top, and shows what is wrong",
    .enabled(if: python != nil, "run `make test`, which brings junitparser"))
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
    let result = try Program.run(executable: Self.python!, [script, file], in: nil, input: nil, environment: [:])
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any], "\(result.errors)")
    // Three findings of one rule at one place.
    #expect(String(decoding: report, as: UTF8.self).contains("name=\"value-pattern at 2:21 #3\""))
    #expect(answer["failures"] as? Int == 3 && answer["duplicates"] as? [String] == [])
    #expect(answer["linked"] as? [String] == ["lists/users.csv"] && answer["mute"] as? Int == 0)
  }

  @Test("A test case names its file and line; a clean file is one that passes; a warning is none that fails")
  func cases() throws {
    let text = String(
      decoding: try ReportSamples.report([ReportSamples.one, ReportSamples.none], as: .junit), as: UTF8.self)
    #expect(
      text.contains(
        "<testcase name=\"column-count at 3:1\" classname=\"lists/users &amp; &lt;0&gt;.csv\" file=\"lists/users &amp; &lt;0&gt;.csv\" line=\"3\" time=\"0\">"
      ))
    #expect(
      text.contains(
        "<failure type=\"error\" message=\"3 values expected, 2 found\">lists/users &amp; &lt;0&gt;.csv:3:1: error: 3 values expected, 2 found [column-count] https://"
      ))
    #expect(text.contains("<testcase name=\"no findings\" classname=\"lists/users &amp; &lt;1&gt;.csv\""))
    let warned = String(decoding: try ReportSamples.report([ReportSamples.none + "\n"], as: .junit), as: UTF8.self)
    #expect(!warned.contains("<failure") && warned.contains("<system-out>"))
  }
}
