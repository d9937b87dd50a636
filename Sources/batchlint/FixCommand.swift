import ArgumentParser

/// `batchlint fix`: mends files.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Mend files, and report what is left to a person.",
    discussion: """
      Each file is fixed in place, safely: it is whole at every moment, and left alone if it changes meanwhile. With -, \
      standard input is fixed to standard output. Findings without a fix stay, and count for the exit status.

      Examples:
        batchlint fix users.csv
        batchlint fix --unsafe --diff users.csv
        some-export | batchlint fix - > users.csv
      """)

  @OptionGroup var options: RunOptions
  @Flag(help: "Show what would change, secrets masked, and write nothing.") var diff = false
  @Flag(help: "Make the fixes that are guesses, too: look at the result.") var unsafe = false

  func run() throws { try CheckRunner(options, fixing: Fixing(isShownOnly: diff, allowsUnsafe: unsafe)).runToExit() }
}
