import Linting
import RuleResources
import TestSupport
import Testing

@Suite("Rule pages")
struct PageTests {
  @Test("Every rule has a page and every page a rule")
  func complete() {
    #expect(Set(RuleResources.names(in: .pages)) == Set(RuleRegistry.rules.map(\.info.name)))
  }

  @Test(
    "A page about a file has its sections and samples of both sorts", arguments: RuleRegistry.checks.map(\.info.name))
  func sections(rule: String) throws {
    let page = try page(of: rule)
    #expect(
      page.sections.filter { $0 != "Options" }
        == ["What it does", "Why it matters", "Example", "Use instead", "Fix", "Sources"])
    #expect(page.samples.contains { $0.isBad })
    #expect(page.samples.contains { !$0.isBad })
    #expect(page.dialogues.isEmpty)
  }

  @Test(
    "A page of the probe has its sections, shows what the server says, and no file",
    arguments: ProbeRule.all.map(\.info.name))
  func dialogues(rule: String) throws {
    let page = try page(of: rule)
    #expect(
      page.sections.filter { $0 != "Options" }
        == ["What it does", "Why it matters", "What the server says", "Fix", "Sources"])
    #expect(page.samples.isEmpty)
    #expect(!page.dialogues.isEmpty)
    for dialogue in page.dialogues {
      #expect(dialogue.section == "What the server says")
      #expect(dialogue.lines.allSatisfy { $0.hasPrefix("C: ") || $0.hasPrefix("S: ") }, "\(dialogue.lines)")
      #expect(dialogue.lines.last?.hasPrefix("S: ") == true, "\(dialogue.lines)")
      for line in dialogue.lines where line.hasPrefix("C: ") && line.contains(" LOGIN ") {
        #expect(line.hasSuffix("\" ••••"))
      }
    }
  }

  private func page(of rule: String) throws -> RulePage {
    let page = RulePage(try #require(RuleRegistry.page(rule)), rule: rule)
    #expect(page.title == rule)
    #expect(page.summary == RuleRegistry.summary(rule))
    #expect((10...110).contains(page.summary.count))
    return page
  }

  static let allSamples: [RulePage.Sample] = RuleRegistry.checks.flatMap {
    RulePage(RuleRegistry.page($0.info.name) ?? "", rule: $0.info.name).samples
  }

  @Test(
    "A bad sample yields the finding at the marked place and nothing else; a good one is silent", arguments: allSamples)
  func sampleVerdicts(sample: RulePage.Sample) throws {
    let (input, expected) = try sample.prepared()
    #expect(!sample.isBad || !expected.isEmpty)
    #expect(try input.lint().verdicts == (sample.isBad ? expected : []))
  }
}
