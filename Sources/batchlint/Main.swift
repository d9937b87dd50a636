import Platform
import ArgumentParser
import Files
import TextEncoding
import IMAPSandbox
import Linting
import Migration
import Reporting
import YAML
import Authoring

/// The exit statuses of the contract.
enum Status {
  static let findings: Int32 = 1
  /// The work could not be done: bad option, bad configuration, unreadable file.
  static let trouble: Int32 = 2
}

@main
struct Batchlint: ParsableCommand {
  static let version = "0.1.0"
  static let configuration = CommandConfiguration(
    commandName: "batchlint",
    abstract: "Finds in a Microsoft 365 migration file what would refuse it or leave a mailbox behind.",
    usage: """
      batchlint [check] [<options>] <FILE|DIR|-> ...
      batchlint <subcommand> [<options>] ...
      """,
    discussion: """
      Exit status: 0 nothing at or above the threshold, 1 findings, 2 it could not do the work.

      Examples:
        batchlint users.csv
        batchlint check --server dovecot --admin mailadmin users.csv
        batchlint check --format text --format junit=report.xml lists/
        batchlint explain column-count
        batchlint split --pilot 20 users.csv
        batchlint template --users export.csv --server dovecot --admin mailadmin
        batchlint merge --format html=report.html shard-*.json
      """,
    version: "\(version)\n\(BuiltOn.text)",
    groupedSubcommands: [
      CommandGroup(name: "Check and mend", subcommands: [Check.self, FixCommand.self, LSPCommand.self, Merge.self]),
      CommandGroup(name: "Make files", subcommands: [Template.self, Split.self, PlanCommand.self]),
      CommandGroup(name: "The source server", subcommands: [ProbeCommand.self, SandboxCommand.self]),
      CommandGroup(name: "Configuration", subcommands: [InitCommand.self, ConfigCommand.self]),
      CommandGroup(
        name: "Help", subcommands: [Rules.self, Explain.self, Kinds.self, ManualCommand.self, CompletionsCommand.self]),
    ],
    defaultSubcommand: Check.self)

  static func main() {
    // A reader that goes away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as ExitCode {
      leave(error.rawValue)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      StandardError.write(isOwn(error) ? "batchlint: \(error)" : fullMessage(for: error))
      leave(Status.trouble)
    }
  }

  private static func isOwn(_ error: any Error) -> Bool {
    error is YAMLError || error is UnknownName || error is FileError || error is SplitError
      || error is Baseline.Malformed || error is TemplateError
      || error is NoSuchFile || error is ReportError || error is SandboxError || error is CommandError
  }
}

/// What the program is built on.
enum BuiltOn {
  static var text: String {
    let packages = Versions.packages.map { "\($0.name) \($0.version)" }
    return "Swift \(Versions.swift), ICU \(Characters.libraryVersion), libxml2 \(xmlLibraryVersion)\n"
      + packages.joined(separator: ", ")
  }
}

private func leave(_ status: Int32) -> Never { exit(status) }

/// Lines for people on standard error.
enum StandardError {
  static func write(_ text: String, terminator: String = "\n") {
    var line = text + terminator
    line.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        #if canImport(Darwin)
          let written = Darwin.write(STDERR_FILENO, rest.baseAddress, rest.count)
        #else
          let written = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
        #endif
        guard written > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      }
    }
  }
}

/// Why the work cannot be done.
struct CommandError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
