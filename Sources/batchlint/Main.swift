import ArgumentParser
import Authoring
import Files
import IMAPSandbox
import Layout
import Linting
import Migration
import Platform
import Reporting
import TextEncoding
import YAML

/// The exit statuses of the contract.
enum Status {
  static let findings: Int32 = 1
  /// The work could not be done: bad option, bad configuration, unreadable file.
  static let trouble: Int32 = 2
}

@main
struct Batchlint: ParsableCommand {
  static let version = "0.1.0"
  /// What `--version` prints.
  static var versionText: String { "\(version)\n\(BuiltOn.text)" }
  static let configuration = CommandConfiguration(
    commandName: "batchlint",
    abstract: "Lints, fixes and tests Microsoft 365 migration files.",
    usage: """
      batchlint [check] [<options>] <FILE|DIR|-> ...
      batchlint <subcommand> [<options>] ...
      """,
    discussion: """
      Exit status: 0 no finding at or above the threshold, 1 findings, 2 the work could not be done.

      Examples:
        batchlint users.csv
        batchlint check --server dovecot --admin mailadmin users.csv
        batchlint check --format text --format junit=report.xml lists/
        batchlint explain column-count
        batchlint split --pilot 20 users.csv
        batchlint template --users export.csv --server dovecot --admin mailadmin
        batchlint merge --format html=report.html shard-*.json
      """,
    version: versionText,
    groupedSubcommands: [
      CommandGroup(
        name: "Check and fix",
        subcommands: [
          Check.self, FixCommand.self, ServeCommand.self, LSPCommand.self, Merge.self,
        ]),
      CommandGroup(
        name: "Create files",
        subcommands: [
          Template.self, ConvertCommand.self, Split.self, PlanCommand.self,
          RedactCommand.self,
        ]),
      CommandGroup(
        name: "Source server", subcommands: [DiscoverCommand.self, ProbeCommand.self, SandboxCommand.self]),
      CommandGroup(name: "Configuration", subcommands: [InitCommand.self, ConfigCommand.self]),
      CommandGroup(
        name: "Help", subcommands: [Rules.self, Explain.self, Kinds.self, ManualCommand.self, CompletionsCommand.self]),
    ],
    defaultSubcommand: Check.self)

  static func main() {
    // A reader that goes away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // Parsing is most of what such a call would take.
    if CommandLine.arguments.dropFirst().elementsEqual(["--version"]) { return print(versionText) }
    do {
      var command = try quicklyParsed() ?? parseAsRoot()
      try command.run()
    } catch let error as ExitCode {
      leave(error.rawValue)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      StandardError.write("batchlint: \(error is any UserFacingError ? "\(error)" : problem(with: error))")
      leave(Status.trouble)
    }
  }

  /// What is wrong with the arguments, and the usage, in the form of all other errors.
  private static func problem(with error: any Error) -> String {
    var text = Substring(fullMessage(for: error))
    if text.hasPrefix("Error: ") { text = text.dropFirst("Error: ".count) }
    guard let first = text.first, text.dropFirst().first?.isUppercase == false else { return String(text) }
    return first.lowercased() + text.dropFirst()
  }

  /// A `check` command without the other commands, whose options take several times as long to set up; nil for another
  /// command, and where an argument is wrong: the whole tree says what is.
  private static func quicklyParsed() -> (any ParsableCommand)? {
    var arguments = CommandLine.arguments.dropFirst()
    guard let first = arguments.first else { return nil }
    if first == Check._commandName {
      arguments.removeFirst()
    } else if first == "help"
      || configuration.groupedSubcommands.contains(where: { group in
        group.subcommands.contains { $0._commandName == first }
      })
    {
      return nil
    }
    return try? Check.parse(Array(arguments))
  }
}

/// What the program is built on.
enum BuiltOn {
  static var text: String {
    var text = "Swift \(Versions.swift), ICU \(Characters.libraryVersion), libxml2 \(xmlLibraryVersion)\n"
    // In a loop: the generic functions that would join the parts take a tenth of the time that `--version` does.
    for (index, package) in Versions.packages.enumerated() {
      text += index > 0 ? ", " : ""
      text += "\(package.name) \(package.version)"
    }
    return text
  }
}

private func leave(_ status: Int32) -> Never { exit(status) }
