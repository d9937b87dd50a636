import ArgumentParser

/// `batchlint fix`: fixes files.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Fix files, and report what remains.",
    discussion: """
      Each file is replaced atomically, and left unchanged if it changes during the run. With -, the fixed standard \
      input is written to standard output. Findings without a fix are reported and count for the exit status.

      Examples:
        batchlint fix users.csv
        batchlint fix --unsafe --diff users.csv
        some-export | batchlint fix - > users.csv
      """)

  @OptionGroup var options: RunOptions
  @Flag(help: "Print the changes as a diff with secrets masked, and write nothing.") var diff = false
  @Flag(help: "Apply unsafe fixes too; review the result.") var unsafe = false

  func run() throws { try CheckRunner(options, fixing: FixMode(isShownOnly: diff, allowsUnsafe: unsafe)).runToExit() }
}
