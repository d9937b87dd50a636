import ArgumentParser

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `batchlint man`: the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "man", abstract: "Print the manual page.",
    discussion: """
      The page is made of what --help shows of every command, in the markup of man(7). SOURCE_DATE_EPOCH dates it, else today does.

      Examples:
        batchlint man | man -l -
        batchlint man > /usr/local/share/man/man1/batchlint.1
      """)

  func run() throws {
    let tool = try JSONDecoder().decode(CommandTree.self, from: Data(Batchlint._dumpHelp().utf8))
    let output = standardOutput()
    output.put(ManualPage(tool.command, version: Batchlint.version, date: ManualCommand.date).text)
    output.flush()
  }

  /// The day that the page is of, as ISO 8601 writes it.
  private static var date: String {
    let seconds = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(Double.init)
    let date = seconds.map(Date.init(timeIntervalSince1970:)) ?? Date()
    return String(date.formatted(.iso8601).prefix(10))
  }
}

/// The commands and their options as swift-argument-parser knows them (`--experimental-dump-help`).
struct CommandTree: Decodable {
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  struct Argument: Decodable, Equatable {
    struct Name: Decodable, Equatable {
      var kind: String
      var name: String
    }

    /// `positional`, `option` or `flag`.
    var kind: String
    var shouldDisplay: Bool
    var sectionTitle: String?
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
  }

  var command: Command
}
