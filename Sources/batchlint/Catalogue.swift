import ArgumentParser
import Linting
import Migration
import Reporting
import Settings

/// `batchlint rules`: the catalogue.
struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "rules", abstract: "List the rules.")

  @Option(help: ArgumentHelp("text or json.", valueName: "format")) var format = "text"

  func run() throws {
    let output = standardOutput()
    switch format {
    case "text":
      var section: RuleInfo.Section?
      for info in Linting.Catalogue.rules.map(\.info) {
        if info.section != section { output.put((section == nil ? "" : "\n") + info.section.rawValue + "\n") }
        section = info.section
        output.put("  " + info.name.padded(26) + info.severity.rawValue.padded(9) + Linting.Catalogue.summary(info.name) + "\n")
      }
    case "json":
      output.put("[")
      for (index, info) in Linting.Catalogue.rules.map(\.info).enumerated() {
        output.put(index == 0 ? "\n" : ",\n")
        let members = [
          ("name", info.name), ("severity", info.severity.rawValue), ("section", info.section.rawValue),
          ("summary", Linting.Catalogue.summary(info.name)), ("mend", info.mend), ("help", Linting.Catalogue.help(info.name)),
        ]
        for (position, (key, value)) in members.enumerated() {
          output.put(position == 0 ? "{" : ",")
          output.putJSON(key)
          output.put(":")
          output.putJSON(value)
        }
        output.put("}")
      }
      output.put("\n]\n")
    default: throw UnknownName(what: "format", name: format, known: ["text", "json"])
    }
    output.flush()
  }
}

/// `batchlint explain RULE`: one page of the catalogue.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "explain", abstract: "Explain a rule: what goes wrong, why, and how to mend it.")

  @Argument(help: ArgumentHelp("The rule's name.", valueName: "RULE")) var rule: String

  func run() throws {
    guard Linting.Catalogue.rule(named: rule) != nil, let page = Linting.Catalogue.page(rule) else { throw UnknownName.rule(rule) }
    let output = standardOutput()
    output.put(page)
    output.flush()
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
