import Authoring
import ArgumentParser
import Layout
import Linting
import Migration
import YAML

/// `batchlint kinds`: the kinds of migration files.
struct Kinds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kinds", abstract: "List the kinds of migration files and their constraints.",
    discussion: """
      A kind describes a type of migration file: its columns, their constraints, and its limits. check detects it from \
      the header row, or from the rows if there is none.

      Examples:
        batchlint kinds
        batchlint kinds --format markdown
        batchlint check --kind staged users.csv
      """)

  @Option(help: ArgumentHelp("text or markdown.", valueName: "format"), completion: .list(["text", "markdown"]))
  var format = "text"

  func run() throws {
    let kinds = try Kind.builtInNames.compactMap { try Kind.builtIn($0) }
    let output = standardOutput()
    switch format {
    case "text":
      let width = kinds.map(\.name.count).max() ?? 0
      for kind in kinds {
        output.put(kind.name + String(repeating: " ", count: width + 2 - kind.name.count) + kind.title + "\n")
      }
    case "markdown": output.put(try KindReference.page(kinds))
    default: throw UnknownName(what: "format", name: format, known: ["text", "markdown"])
    }
    output.flush()
  }
}
