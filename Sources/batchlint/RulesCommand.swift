import ArgumentParser
import Linting
import Reporting

/// `batchlint rules`: the catalogue.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules.",
    discussion: """
      Examples:
        batchlint rules
        batchlint rules --format json | jq -r '.[].name'
      """)

  @OptionGroup var page: PageOptions

  func run() throws {
    let format = try page.checkedFormat()
    let output = standardOutput()
    let listing = RuleListing(output, color: try page.color.choice().isUsed())
    switch format {
    case .text: listing.writeAll()
    case .json: listing.writeAllAsJSON()
    }
    output.flush()
  }
}

/// `batchlint explain RULE`: one page of the catalogue.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain a rule: what goes wrong, why, and how to mend it.",
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

/// How something that is no report is printed.
struct PageOptions: ParsableArguments {
  enum PageFormat: String, CaseIterable { case text, json }

  @Option(
    help: ArgumentHelp("text or json.", valueName: "format"), completion: .list(PageFormat.allCases.map(\.rawValue)))
  var format = "text"
  @OptionGroup var color: ColorOptions

  func checkedFormat() throws -> PageFormat {
    guard let known = PageFormat(rawValue: format) else {
      throw UnknownName(what: "format", name: format, known: PageFormat.allCases.map(\.rawValue))
    }
    return known
  }
}
