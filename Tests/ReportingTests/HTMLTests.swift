import Foundation
import Linting
import Reporting
import TestSupport
import Testing

@Suite("HTML")
struct HTMLTests {
  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first(
    where: FileManager.default.fileExists)

  private static let canLook = browser != nil && JUnitTests.python != nil

  private func page(_ samples: [String]) throws -> String {
    String(decoding: try ReportSamples.report(samples, as: .html), as: UTF8.self)
  }

  @Test(
    "The page asks nothing of any server, and no cell is more than text in it",
    arguments: ReportSamples.all.map { [$0] } + [ReportSamples.all, []])
  func contained(samples: [String]) throws {
    let page = try page(samples)
    #expect(page.contains("default-src 'none'"))
    #expect(page.firstMatch(of: /<(?:img|iframe|link|object|embed|video|audio|form)\b|\bsrc=|url\(|@import/) == nil)
    #expect(page.matches(of: /<script/).count == 2 && page.matches(of: /<\/script>/).count == 2)
    let data = try #require(page.firstMatch(of: /(?s)<script type="application\/json" id="data">(.*?)<\/script>/)).1
    let findings = try #require(JSONSerialization.jsonObject(with: Data(data.utf8)) as? [[Any]])
    let expected = String(decoding: try ReportSamples.report(samples, as: .concise), as: UTF8.self).split(
      separator: "\n")
    #expect(
      findings.map { "\($0[0]):\($0[1]):\($0[2])" }
        == expected.compactMap { $0.firstMatch(of: /^.*?:[0-9]+:[0-9]+/).map { String($0.0) } })
    for finding in findings { #expect(finding.count == 10) }
  }

  @Test(
    "A browser shows the verdict and the first findings, and says nothing on its console",
    .enabled(if: browser != nil, "no Chromium here"))
  func drawn() throws {
    let folder = try TemporaryFolder()
    let rows = (1...300).map { "u\($0)@contoso.com,u\($0) ,Wren-\($0)\n" }.joined()
    let file = try folder.write(page([ReportSamples.header + rows, ReportSamples.odd]), as: "report.html")
    let arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path("profile"))",
      "--enable-logging=stderr", "--dump-dom", "file://\(file)",
    ]
    let result = try Program.run(executable: Self.browser!, arguments, in: nil, input: nil, environment: [:])
    #expect(result.output.matches(of: /<li>/).count == 100)
    #expect(result.output.contains("<p class=\"verdict error\" role=\"status\">"))
    #expect(result.output.contains("<mark> </mark>"))
    #expect(!result.errors.contains("CONSOLE"), "\(result.errors)")
  }

  @Test("Of a probe it shows the verdicts, the times and the course of the run, each chart with its numbers in a table")
  func probe() throws {
    let page = String(
      decoding: ReportSamples.report(
        [try ProbeSamples.file(stopped: "<b>enough</b>"), try ProbeSamples.many(5000)], as: .html), as: UTF8.self)
    #expect(page.contains("5 of 6 rows tried in 2.5 s. The run ended before its time: &lt;b&gt;enough&lt;/b&gt;."))
    #expect(page.contains("<td><span class=\"tag clean\">ok</span></td><td>The mailbox opens.</td>"))
    #expect(page.contains("<dt>slowest, row 2</dt><dd>2.1 s</dd>"))
    #expect(page.matches(of: /<svg [^>]*role="img" aria-label="[^"]+"/).count == 6)
    let tables = page.split(separator: "<details>").dropFirst().map {
      $0.prefix(upTo: $0.range(of: "</details>")!.lowerBound)
    }
    #expect(tables.count == 4)
    // The rows of a table are those of its chart: those with a time, and those that were tried.
    let sums = tables.map { table in
      table.matches(of: /<\/th><td>([0-9,]+)<\/td><td>([0-9,]+)<\/td>/).reduce(0) {
        $0 + Int($1.1.replacing(",", with: ""))! + Int($1.2.replacing(",", with: ""))!
      }
    }
    #expect(sums == [4, 5, 5000, 5000])
    #expect(tables[2].contains(" and more</th>") && tables[3].contains("<th scope=\"row\">10 min</th>"))
    let plain = try self.page([ReportSamples.many])
    #expect(!plain.contains("<svg") && !plain.contains("Sign-ins of"))
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
    return try Program.run(executable: Self.browser!, arguments, in: nil, input: nil, environment: [:])
  }

  @Test(
    "The page is accessible in the eyes of axe, light and dark, wide and narrow",
    .enabled(if: canLook, "no Chromium here, or run `make test`, which brings axe"), arguments: [false, true],
    [1280, 390])
  func accessible(isDark: Bool, width: Int) throws {
    let folder = try TemporaryFolder()
    let script =
      "import importlib.util, pathlib; print(pathlib.Path(importlib.util.find_spec('axe_core_python').origin).with_name('axe.min.js'), end='')"
    let axe = try String(
      contentsOfFile: Program.run(
        executable: JUnitTests.python!, ["-c", script], in: nil, input: nil, environment: [:]
      ).output, encoding: .utf8)
    let run = """
      axe.run(document, { resultTypes: ["violations", "incomplete"] }).then(found => {
        const answer = document.createElement("pre");
        answer.id = "axe";
        answer.textContent = [matchMedia("(prefers-color-scheme: dark)").matches, found.passes.length,
          ...found.violations.map(rule => "violation " + rule.id + rule.nodes.map(node => node.html)), ...found.incomplete.map(rule => "doubt " + rule.id)].join("\\n");
        document.body.append(answer);
      });
      """
    var files: [any ReportedFile] = try [ReportSamples.many, ReportSamples.odd].map {
      LintedFile(try LintSample(Array($0.utf8)).lint())
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
