import Foundation
import Linting
import Reporting
import TestSupport
import Testing

@Suite("HTML")
struct HTMLTests {
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

  @Test("Of a probe it shows the verdicts, the times and the course of the run, each chart with its numbers in a table")
  func probe() throws {
    let page = String(
      decoding: ReportSamples.report(
        [try ProbeSamples.file(stopped: "<b>enough</b>"), try ProbeSamples.many(5000)], as: .html), as: UTF8.self)
    #expect(page.contains("5 of 6 rows tried in 2.5 s. The run stopped early: &lt;b&gt;enough&lt;/b&gt;."))
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
}
