import ArgumentParser
import Layout
import Linting
import Reporting

/// `batchlint explain RULE`: one page of the catalogue.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a rule: what goes wrong, why, and how to fix it.",
    discussion: """
      Examples:
        batchlint explain column-count
        batchlint explain --color always login-format | less -R
      """)

  @Argument(help: ArgumentHelp("The rule's name.", valueName: "RULE"), completion: .rules) var rule: String
  @OptionGroup var page: PageOptions

  func run() throws {
    let format = try page.checkedFormat()
    guard let info = Linting.RuleRegistry.rule(named: rule)?.info else { throw UnknownName.rule(rule) }
    let output = standardOutput()
    let listing = RuleListing(output, color: try page.color.choice().isUsed())
    switch format {
    case .text: listing.write(info)
    case .json: listing.writeAsJSON(info)
    }
    output.flush()
  }
}
