import ArgumentParser
import Files
import Linting
import Reporting

/// `batchlint merge`: several JSON reports into one of any format.
struct Merge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Merge JSON reports of several machines into one report in any format.",
    discussion: """
      The reports of all shards give the report of the whole run, byte for byte; duplicate findings are merged. Reports \
      made with --shard or --mergeable support every format; others contain no rows, so that formats omit rows and \
      fingerprints.

      Examples:
        batchlint check --shard 1/2 --format json=1.json lists/     # on one machine
        batchlint check --shard 2/2 --format json=2.json lists/     # on another
        batchlint merge --format text --format html=report.html 1.json 2.json
      """)

  @Argument(
    help: ArgumentHelp("JSON reports of batchlint, or - for standard input.", valueName: "REPORT"),
    completion: .file(extensions: ["json"]))
  var paths: [String] = []

  @OptionGroup(title: "Report") var report: OutputOptions
  @Option(
    help: ArgumentHelp(
      """
      The lowest severity for exit status 1: error, warning, info or never; default: the threshold that the reports \
      were made with.
      """,
      valueName: "severity"), completion: .thresholds)
  var failOn: String?

  func run() throws {
    guard !paths.isEmpty else { throw CommandError("expected JSON reports to merge; see --help") }
    let plan = try ReportPlan(report, offersFixes: true)
    let given = try FailThreshold(option: failOn)
    try plan.refuseOverwriting(paths, "merge")
    var merger = Merger()
    let texts = try paths.map { path in
      let text = path == "-" ? try FileContents.standardInput() : try FileContents.open(path: path)
      try merger.add(text.bytes, owner: text, name: path)
      return text
    }
    let files = try merger.files()
    let threshold = given ?? merger.failOn ?? .error
    var publication = try plan.open(threshold)
    for file in files { publication.add(file) }
    for (path, text) in zip(paths, texts) where text.wasTruncated {
      throw CommandError("\(path): the report changed while it was read; try again")
    }
    if let changed = files.first(where: \.hasChanged) {
      throw CommandError("\(changed.facts.path): its report changed while it was read; try again")
    }
    let problems = publication.finish()
    for problem in problems { StandardError.write("batchlint: \(problem)") }
    if !problems.isEmpty { throw ExitCode(Status.trouble) }
    if threshold.severity.map(publication.summary.reaches) ?? false { throw ExitCode(Status.findings) }
  }
}
