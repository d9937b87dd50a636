import Foundation
import Linting
import Reporting
import TestSupport
import Testing

private let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first(
  where: FileManager.default.fileExists)

/// The HTML report in Chromium.
@Suite("Integration: browser", .enabled(if: browser != nil, "Chromium is not installed"))
struct BrowserTests {
  private func page(_ samples: [String]) throws -> String {
    String(decoding: try ReportSamples.report(samples, as: .html, expands: true), as: UTF8.self)
  }

  @Test(
    "A browser shows the verdict and the first findings, and says nothing on its console")
  func drawn() throws {
    let folder = try TemporaryFolder()
    let rows = (1...300).map { "u\($0)@contoso.com,u\($0) ,Wren-\($0)\n" }.joined()
    let file = try folder.write(page([ReportSamples.header + rows, ReportSamples.odd]), as: "report.html")
    let arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path("profile"))",
      "--enable-logging=stderr", "--dump-dom", "file://\(file)",
    ]
    let result = try Program.run(executable: browser!, arguments, in: nil, input: nil, environment: [:])
    #expect(result.output.matches(of: /<li>/).count == 100)
    #expect(result.output.contains("<p class=\"verdict error\" role=\"status\">"))
    #expect(result.output.contains("<mark> </mark>"))
    #expect(!result.errors.contains("CONSOLE"), "\(result.errors)")
  }

  /// The page as a browser has drawn it, in light or dark.
  private func drawn(_ page: String, isDark: Bool, width: Int, _ folder: TemporaryFolder) throws -> Program.Result {
    let file = try folder.write(page, as: "page.html")
    let arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path("profile"))",
      "--virtual-time-budget=60000",
      "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--window-size=\(width),900", "--dump-dom",
      "file://\(file)",
    ]
    return try Program.run(executable: browser!, arguments, in: nil, input: nil, environment: [:])
  }

  @Test(
    "The page is accessible in the eyes of axe, light and dark, wide and narrow",
    .enabled(if: VirtualEnvironment.isInstalled, "run `make venv`"), arguments: [false, true],
    [1280, 390])
  func accessible(isDark: Bool, width: Int) throws {
    let folder = try TemporaryFolder()
    let script =
      "import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec('axe_core_python').origin).with_n"
      + "ame('axe.min.js'), end='')"
    let axe = try String(
      contentsOfFile: Program.run(
        executable: VirtualEnvironment.python, ["-c", script], in: nil, input: nil, environment: [:]
      ).output, encoding: .utf8)
    let run = """
      axe.run(document, { resultTypes: ["violations", "incomplete"] }).then(found => {
        const answer = document.createElement("pre");
        answer.id = "axe";
        answer.textContent = [matchMedia("(prefers-color-scheme: dark)").matches, found.passes.length,
          ...found.violations.map(rule => "violation " + rule.id + rule.nodes.map(node => node.html)), \
          ...found.incomplete.map(rule => "doubt " + rule.id)].join("\\n");
        document.body.append(answer);
      });
      """
    var files: [any ReportedFile] = try [ReportSamples.many, ReportSamples.odd].map {
      LintedFile(try LintSample(Array($0.utf8)).lint(), expands: true)
    }
    files.append(try ProbeSamples.many(2000))
    let page = String(decoding: ReportSamples.report(files, as: .html), as: UTF8.self)
    /// What axe says: whether the page is dark, how many of its rules the page passes, and what is wrong.
    func verdict(_ page: String) throws -> [Substring] {
      let end = try #require(page.range(of: "</body>", options: .backwards))
      let looked = page.replacingCharacters(in: end, with: "<script>\(axe)</script><script>\(run)</script></body>")
      let result = try drawn(looked, isDark: isDark, width: width, folder)
      return try #require(result.output.firstMatch(of: /<pre id="axe">([^<]*)<\/pre>/), "\(result.errors)").1.split(
        separator: "\n")
    }
    let lines = try verdict(page)
    #expect(lines[0] == "\(isDark)" && Int(lines[1])! > 30)
    // Where things overlap axe cannot see the contrast.
    #expect(lines.dropFirst(2).allSatisfy { $0 == "doubt color-contrast" }, "\(lines)")
    let pale = page.replacing(/--soft: #[0-9a-f]+/, with: "--soft: #888").replacing(
      "<html lang=\"en\">", with: "<html>")
    let complaints = try verdict(pale).filter { $0.hasPrefix("violation") }
    #expect(
      complaints.contains { $0.contains("html-has-lang") }
        && complaints.contains { $0.contains("color-contrast") } == !isDark, "\(complaints)")
  }
}
