import ArgumentParser

/// `batchlint fix`: mends files.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Mend files, and report what is left to a person.",
    discussion: """
      Each file is mended in place, safely: it is whole at every moment, and left alone if it changes meanwhile. With -, \
      standard input is mended to standard output. Findings without a fix stay, and count for the exit status.
      """)

  @Argument(help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "FILE|DIR|-"))
  var paths: [String] = []
  @Flag(help: "Show what would change, secrets masked, and write nothing.") var diff = false
  @Flag(help: "Make the fixes that are guesses, too: look at the result.") var unsafe = false

  @OptionGroup(title: "What the file is") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions
  @Option(help: ArgumentHelp("With -: the name to report and to find the configuration by.", valueName: "name"))
  var stdinFilename: String?

  func run() throws {
    guard !paths.isEmpty else { throw Trouble("name a file or a directory to mend, or - for standard input; --help shows more") }
    try Session(
      RunRequest(
        paths: paths, subject: subject, rules: rules, report: report, configured: configured, stdinFilename: stdinFilename,
        mending: Mending(isShownOnly: diff, allowsUnsafe: unsafe))
    ).runToExit()
  }
}

/// What a run is asked for, by whichever command.
struct RunRequest {
  var paths: [String]
  var subject: SubjectOptions
  var rules: RuleOptions
  var report: OutputOptions
  var configured: ConfigurationOptions
  var stdinFilename: String?
  /// Nil where files are only linted.
  var mending: Mending?
}

/// How files are to be mended.
struct Mending {
  /// What would change is shown; nothing is written.
  var isShownOnly: Bool
  var allowsUnsafe: Bool
}
