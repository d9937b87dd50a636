import Linting
import RuleBook
import TestSupport
import Testing

@Suite("Rule pages")
struct PageTests {
  @Test("Every rule has a page and every page a rule")
  func complete() {
    #expect(Set(RuleBook.names(on: .pages)) == Set(Catalogue.rules.map(\.info.name)))
  }

  @Test("A page has its sections and samples of both sorts", arguments: Catalogue.rules.map(\.info.name))
  func sections(rule: String) throws {
    let page = RulePage(try #require(Catalogue.page(rule)), rule: rule)
    #expect(page.title == rule)
    #expect(page.summary == Catalogue.summary(rule))
    #expect((10...110).contains(page.summary.count))
    #expect(page.sections == ["What goes wrong", "How to mend it", "Bad", "Good", "Source"])
    #expect(page.samples.contains { $0.isBad })
    #expect(page.samples.contains { !$0.isBad })
  }

  static let allSamples: [RulePage.Sample] = Catalogue.rules.flatMap { RulePage(Catalogue.page($0.info.name) ?? "", rule: $0.info.name).samples }

  @Test("A bad sample yields the finding at the marked place and nothing else; a good one is silent", arguments: allSamples)
  func sampleVerdicts(sample: RulePage.Sample) throws {
    let (input, expected) = try sample.prepared()
    #expect(!sample.isBad || !expected.isEmpty)
    #expect(try input.lint().verdicts == (sample.isBad ? expected : []))
  }
}
