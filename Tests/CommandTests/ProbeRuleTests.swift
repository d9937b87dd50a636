import Foundation
import Linting
import TestSupport
import Testing

@Suite("The probe's rules on the command line")
struct ProbeRuleTests {
  static let warnings: Set = [
    "probe-root-other", "probe-undetermined", "probe-temporary", "probe-throttled", "probe-not-tried",
    "probe-large-messages",
    "probe-too-many-items", "probe-folder-name",
  ]

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.good, as: "good.csv")
    try folder.write(CommandTests.bad, as: "bad.csv")
  }

  private func run(_ arguments: String...) throws -> Program.Result { try Program.run(arguments, in: folder.path) }

  @Test("They close the catalogue, with their severities, and each has a page")
  func listed() throws {
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(run("rules", "--format", "json").output.utf8)) as? [[String: String]])
    let probe = json.filter { $0["section"] == "Probe" }
    #expect(probe.count == 19 && probe == json.suffix(19))
    for rule in probe {
      let name = try #require(rule["name"])
      #expect(rule["severity"] == (Self.warnings.contains(name) ? "warning" : "error"))
      #expect(rule["advice"]?.hasSuffix(".") == true && rule["summary"]?.isEmpty == false)
      let page = try run("explain", name).output
      #expect(page.hasPrefix("# \(name)\n") && !page.contains("```csv "))
    }
    #expect(Set(probe.compactMap { $0["name"] }).isSuperset(of: Self.warnings))
    let text = try run("rules").output
    let section = try #require(text.components(separatedBy: "\n\n").last)
    #expect(
      section.hasPrefix("Probe\n  probe-sign-in             error    Sign-in name and password rejected"), "\(section)")
    #expect(section.split(separator: "\n").count == 20)
  }

  @Test("They can be chosen by name, and are never found in a file")
  func chosen() throws {
    #expect(try run("--select", "probe-*", "bad.csv").status == 0)
    #expect(try run("--ignore", "probe-throttled", "--severity", "probe-undetermined=error", "good.csv").status == 0)
    #expect(try run("--ignore", "probe-sign-on", "good.csv").errors.contains("probe-sign-in"))
    try folder.write("ignore: [probe-root-*]\nseverity: {probe-temporary: info}\n", as: ".batchlint.yaml")
    #expect(try run("good.csv").status == 0)
    #expect(try run("bad.csv").status == 1)
    try folder.write("severity: {probe-temporry: info}\n", as: ".batchlint.yaml")
    #expect(try run("good.csv").errors.contains("probe-temporary"))
  }
}
