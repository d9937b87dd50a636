import ArgumentParser
import Files
import Linting
import Migration
import Reporting

/// `batchlint check`: lints files.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Lint migration files (the default command).",
    discussion: """
      A directory is searched for .csv files, .gitignore respected; - reads standard input.

      Examples:
        batchlint users.csv
        batchlint check --server dovecot --admin mailadmin users.csv
        batchlint check --format text --format junit=report.xml lists/
        some-export | batchlint check --stdin-filename users.csv -
      """)

  @OptionGroup var options: RunOptions
  @OptionGroup(title: "Fixing") var fixing: FixOptions

  @Option(
    help: ArgumentHelp(
      "Do part K of N of the work, on one of N machines: some of the files, or some of the rows where there is one file; auto asks the CI system. batchlint merge puts the JSON reports together.",
      valueName: "k/n"), completion: .list(["auto"]))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      "Report only what was changed since a git revision: findings of rows that are new or others, and such as were not there. With three dots behind it (main...), since the branches parted.",
      valueName: "ref"), completion: .revisions)
  var since: String?

  func run() throws {
    try CheckRunner(
      options, fixing: fixing.wanted, shard: shard.map(ShardOption.parse), since: since.map(Revision.init)
    ).runToExit()
  }

  func validate() throws {
    if fixing.unsafe, fixing.wanted == nil { throw ValidationError("--unsafe goes with --fix or --diff") }
    if shard != nil, fixing.wanted != nil {
      throw ValidationError("--shard reads only: it goes with neither --fix nor --diff")
    }
    if since != nil, fixing.wanted != nil {
      throw ValidationError("--since reads only: it goes with neither --fix nor --diff")
    }
    if since != nil, options.paths.contains("-"), options.stdinFilename == nil {
      throw ValidationError("--since and - want --stdin-filename: which file git is asked for")
    }
    if since != nil, options.known.writeBaseline != nil {
      throw ValidationError("--write-baseline wants the whole run, not what changed --since")
    }
    if shard != nil, options.known.writeBaseline != nil {
      throw ValidationError("--write-baseline wants the whole run, not a --shard")
    }
  }
}

/// Whether files are fixed, too.
struct FixOptions: ParsableArguments {
  @Flag(help: "Mend the files first, as batchlint fix does, and report what is left.") var fix = false
  @Flag(help: "Show what fixing would change, secrets masked, and write nothing.") var diff = false
  @Flag(help: "With --fix or --diff: the fixes that are guesses, too.") var unsafe = false

  var wanted: Fixing? { fix || diff ? Fixing(isShownOnly: diff, allowsUnsafe: unsafe) : nil }
}

/// What every command takes that lints files.
struct RunOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files, directories, or - for standard input.", valueName: "FILE|DIR|-"),
    completion: .migrationFile)
  var paths: [String] = []

  @OptionGroup(title: "What the file is") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Known findings") var known: BaselineOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions
  @Option(help: ArgumentHelp("With -: the name to report and to find the configuration by.", valueName: "name"))
  var stdinFilename: String?
}

/// How files are to be fixed.
struct Fixing {
  /// What would change is shown; nothing is written.
  var isShownOnly: Bool
  var allowsUnsafe: Bool
}

/// What the user says of the file.
struct SubjectOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The kind of migration file: a name (batchlint kinds lists them), or a YAML file of one's own; auto goes by the headers, or by the rows where there are none.",
      valueName: "kind"), completion: .kinds)
  var kind = "auto"
  @Option(
    help: ArgumentHelp(
      "The source server: a name, or a YAML file of one's own; auto goes by the rows.", valueName: "server"),
    completion: .servers)
  var server = "auto"
  @Option(
    help: ArgumentHelp(
      "The file's encoding, such as windows-1252; auto looks at the bytes. A byte order mark goes before it.",
      valueName: "name"), completion: .encodings)
  var encoding = "auto"
  @Option(help: ArgumentHelp("The admin account whose credentials open the mailboxes.", valueName: "name"))
  var admin: String?
  @Option(
    name: .customLong("domain"), help: ArgumentHelp("An accepted target domain; repeatable.", valueName: "domain"))
  var domains: [String] = []
  @Flag(help: "The batch will be made with unknown columns allowed.")
  var allowUnknownColumns = false
}

/// Which rules run and how bad their findings are.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Run only these rules; a name or a glob (address-*); repeatable.", valueName: "rule"),
    completion: .rules)
  var select: [String] = []
  @Option(
    help: ArgumentHelp("Do not run these rules; a name or a glob; repeatable.", valueName: "rule"), completion: .rules)
  var ignore: [String] = []
  @Option(
    help: ArgumentHelp(
      "Set the severity of a rule's findings: error, warning or info; repeatable.", valueName: "rule=severity"),
    completion: .rulesWithSeverity)
  var severity: [String] = []
  @Option(
    help: ArgumentHelp(
      "The severity from which on the exit status is 1: error, warning, info or never.", valueName: "severity"),
    completion: .thresholds)
  var failOn: String?
}

/// What is written where.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("\(Format.list), to standard output or to a file; repeatable.", valueName: "format[=path]"),
    completion: .formats)
  var format: [String] = []
  @Option(help: ArgumentHelp("Print at most this many findings; all are counted.", valueName: "n"))
  var maxFindings: Int?
  @OptionGroup var color: ColorOptions
  @Flag(name: .shortAndLong, help: "No summary.") var quiet = false
  @Flag(name: .shortAndLong, help: "Tell of every file what it was taken for.") var verbose = false
  @Flag(help: "Let the JSON report carry what batchlint merge needs to write any format from it; a --shard's does.")
  var mergeable = false
}

/// Findings that need not fail a run.
struct BaselineOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Findings that this file has are known, and do not fail.", valueName: "file"),
    completion: .file())
  var baseline: String?
  @Option(help: ArgumentHelp("Write all findings there as known.", valueName: "file"), completion: .file())
  var writeBaseline: String?
}

/// Where settings come from.
struct ConfigurationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The configuration to use instead of the nearest .batchlint.yaml.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?
  @Flag(help: "Use no configuration file.") var noConfig = false
}
