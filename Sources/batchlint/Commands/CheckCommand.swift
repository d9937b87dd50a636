import ArgumentParser
import Files
import Linting
import Migration
import Platform
import Reporting

/// `batchlint check`: lints files.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Lint migration files (the default command).",
    discussion: """
      Directories are searched for .csv files, respecting .gitignore; - reads standard input.

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
      """
      Check part K of N, on one of N machines: some of the files, or some of the rows of a single file; auto reads K \
      and N from the CI system. Combine the JSON reports with batchlint merge.
      """,
      valueName: "k/n"), completion: .list(["auto"]))
  var shard: String?

  @Option(
    help: ArgumentHelp(
      """
      Report only what changed since a git revision: findings of new or changed rows, and findings that did not exist \
      there. With three dots (origin/main...), since the merge base.
      """,
      valueName: "ref"), completion: .revisions)
  var since: String?

  @Option(
    help: ArgumentHelp(
      "Threads for a large file; default: one per processor. The result is the same for any number.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "With --recipients: write the mailboxes that no row migrates to this file, as CSV.", valueName: "file"),
    completion: .file())
  var listUnmigrated: String?

  func run() throws {
    SystemThread.wanted = threads
    try CheckRunner(
      options, fixing: fixing.wanted, shard: shard.map(ShardOption.parse), since: since.map(Revision.init),
      unmigratedList: listUnmigrated
    ).runToExit()
  }

  func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads must be a number from 1 to 256")
    }
    if fixing.unsafe, fixing.wanted == nil { throw ValidationError("--unsafe requires --fix or --diff") }
    if shard != nil, fixing.wanted != nil {
      throw ValidationError("--shard cannot be combined with --fix or --diff")
    }
    if since != nil, fixing.wanted != nil {
      throw ValidationError("--since cannot be combined with --fix or --diff")
    }
    if since != nil, options.paths.contains("-"), options.stdinFilename == nil {
      throw ValidationError("--since with - requires --stdin-filename")
    }
    if since != nil, options.known.writeBaseline != nil {
      throw ValidationError("--write-baseline cannot be combined with --since")
    }
    if shard != nil, options.known.writeBaseline != nil {
      throw ValidationError("--write-baseline cannot be combined with --shard")
    }
  }
}
