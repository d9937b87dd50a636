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

  @Test("A test case names its file and line; a clean file is one that passes; a warning is none that fails")
  func cases() throws {
    let text = String(
      decoding: try ReportSamples.report([ReportSamples.one, ReportSamples.none], as: .junit), as: UTF8.self)
    #expect(
      text.contains(
        "<testcase name=\"column-count at 3:1\" classname=\"lists/users &amp; &lt;0&gt;.csv\" file=\"lists/users "
          + "&amp; &lt;0&gt;.csv\" line=\"3\" time=\"0\">"
      ))
    #expect(
      text.contains(
        "<failure type=\"error\" message=\"expected 3 values, found 2\">lists/users &amp; &lt;0&gt;.csv:3:1: error: "
          + "expected 3 values, found 2 [column-count] https://"
      ))
    #expect(text.contains("<testcase name=\"no findings\" classname=\"lists/users &amp; &lt;1&gt;.csv\""))
    let warned = String(decoding: try ReportSamples.report([ReportSamples.none + "\n"], as: .junit), as: UTF8.self)
    #expect(!warned.contains("<failure") && warned.contains("<system-out>"))
  }
}
