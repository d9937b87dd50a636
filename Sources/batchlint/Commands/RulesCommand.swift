import ArgumentParser
import Layout
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
