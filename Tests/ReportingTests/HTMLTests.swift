import Foundation
import Linting
import Reporting
import TestSupport
import Testing

@Suite("HTML")
struct HTMLTests {
  private static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first(where: FileManager.default.fileExists)

  private func page(_ samples: [String]) throws -> String { String(decoding: try ReportSamples.report(samples, as: .html), as: UTF8.self) }

  @Test("The page asks nothing of any server, and no cell is more than text in it", arguments: ReportSamples.all.map { [$0] } + [ReportSamples.all, []])
  func contained(samples: [String]) throws {
    let page = try page(samples)
    #expect(page.contains("default-src 'none'"))
    #expect(page.firstMatch(of: /<(?:img|iframe|link|object|embed|video|audio|form)\b|\bsrc=|url\(|@import/) == nil)
    #expect(page.matches(of: /<script/).count == 2 && page.matches(of: /<\/script>/).count == 2)
    let data = try #require(page.firstMatch(of: /(?s)<script type="application\/json" id="data">(.*?)<\/script>/)).1
    let findings = try #require(JSONSerialization.jsonObject(with: Data(data.utf8)) as? [[Any]])
    let expected = String(decoding: try ReportSamples.report(samples, as: .concise), as: UTF8.self).split(separator: "\n")
    #expect(findings.map { "\($0[0]):\($0[1]):\($0[2])" } == expected.compactMap { $0.firstMatch(of: /^.*?:[0-9]+:[0-9]+/).map { String($0.0) } })
    for finding in findings { #expect(finding.count == 10) }
  }

  @Test("A browser shows the verdict and the first findings, and says nothing on its console", .enabled(if: browser != nil, "no Chromium here"))
  func drawn() throws {
    let folder = try TemporaryFolder()
    let rows = (1...300).map { "u\($0)@contoso.com,u\($0) ,Wren-\($0)\n" }.joined()
    let file = try folder.write(page([ReportSamples.header + rows, ReportSamples.odd]), as: "report.html")
    let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path("profile"))", "--enable-logging=stderr", "--dump-dom", "file://\(file)"]
    let result = try Program.run(executable: Self.browser!, arguments, in: nil, input: nil, environment: [:])
    #expect(result.output.matches(of: /<li>/).count == 100)
    #expect(result.output.contains("<p class=\"verdict error\" role=\"status\">"))
    #expect(result.output.contains("<mark> </mark>"))
    #expect(!result.errors.contains("CONSOLE"), "\(result.errors)")
  }
}
