import ArgumentParser
import Files
import Linting
import Reporting
import Configuration
import Layout
import YAML

/// One run of `check`: opens, lints and reports file by file.
struct CheckRunner {
  struct Outcome {
    var couldNotRead = false
    var hasFindings = false
  }

  private let command: RunOptions
  /// Nil where files are only linted.
  private let fixing: FixMode?
  /// Nil where it is the whole run.
  private let shard: Shard?
  /// Nil where all findings count.
  private let since: Revision?
  /// Where the mailboxes are written that no row migrates.
  private let unmigratedList: String?
  private let settings: ConfigurationResolver
  private let plan: ReportPlan

  init(
    _ command: RunOptions, fixing: FixMode?, shard: Shard? = nil, since: Revision? = nil,
    unmigratedList: String? = nil
  ) throws {
    guard !command.paths.isEmpty else {
      throw CommandError("expected a file, a directory, or - for standard input; see --help")
    }
    self.command = command
    self.fixing = fixing
    self.shard = shard
    self.since = since
    self.unmigratedList = unmigratedList
    settings = try ConfigurationResolver(
      command.subject, command.configured, rules: command.rules, stdinName: command.stdinFilename)
    let takesOutput = fixing.map { $0.isShownOnly || command.paths.contains("-") } ?? false
    plan = try ReportPlan(
      command.report, standardOutputIsTaken: takesOutput, serves: fixing == nil, offersFixes: fixing == nil)
  }

  /// Ends the program with the contract's exit status if there is something to say by it.
  func runToExit() throws {
    let outcome = try run()
    if outcome.couldNotRead { throw ExitCode(Status.trouble) }
    if outcome.hasFindings { throw ExitCode(Status.findings) }
  }

  private func run() throws -> Outcome {
    var outcome = Outcome()
    let inputs = try findInputs(&outcome)
    try plan.refuseOverwriting(inputs, "check")
    // A bad configuration is found before anything is written.
    let threshold = try settings.threshold(for: inputs.first)
    var baseline = try BaselineRun(command.known)
    // A revision that nobody knows, too.
    if let first = inputs.first { try since?.commit(for: name(of: first)) }
    var unmigrated = UnmigratedMailboxes()
    var publication = try plan.open(threshold, shard)
    for (number, path) in inputs.enumerated() where takes(number, of: inputs.count) {
      do {
        let file = baseline.filter(try lint(path))
        unmigrated.add(file)
        let expands = try command.report.expand || settings.configuration(for: name(of: path)).expands
        publication.add(
          LintedFile(file, part: inputs.count == 1 ? shard?.part(ofRows: file.rows) : nil, expands: expands))
      } catch  where error is FileError || error is CommandError {
        printError("batchlint: \(error)")
        outcome.couldNotRead = true
      }
    }
    for problem in publication.finish() {
      printError("batchlint: \(problem)")
      outcome.couldNotRead = true
    }
    try unmigrated.finish(list: unmigratedList, isQuiet: command.report.quiet)
    try baseline.finish()
    since?.finish()
    outcome.hasFindings = threshold.severity.map(publication.summary.reaches) ?? false
    return outcome
  }

  /// One file alone is shared by its rows, which all machines read, for a rule may look at all of them; of several
  /// each has one machine.
  private func takes(_ number: Int, of count: Int) -> Bool { count == 1 || shard?.takes(file: number) ?? true }

  /// The files to check, each once, in the report's order.
  private func findInputs(_ outcome: inout Outcome) throws -> [String] {
    var inputs: [String] = []
    for path in command.paths {
      guard path != "-" else {
        inputs.append(path)
        continue
      }
      let (files, problems) = FileWalker.files(under: path)
      inputs += files
      for problem in problems {
        printError("batchlint: \(problem)\(exists(path) ? "" : CheckRunner.meantCommand(path))")
        outcome.couldNotRead = true
      }
      if files.isEmpty, problems.isEmpty { printError("batchlint: \(path): no .csv files found") }
    }
    var seen: Set<String> = []
    return inputs.filter { seen.insert($0).inserted }.sorted {
      name(of: $0).utf8.lexicographicallyPrecedes(name(of: $1).utf8)
    }
  }

  /// A mistyped command is taken for a path: the command that was meant, in words.
  private static func meantCommand(_ path: String) -> String {
    let configuration = Batchlint.configuration
    let commands = configuration.subcommands + configuration.groupedSubcommands.flatMap { $0.subcommands }
    let names = commands.map { $0._commandName }
    guard !path.contains("/"), !path.contains("."), let name = nearest(to: path, among: names) else { return "" }
    return "; did you mean the command `batchlint \(name)`?"
  }

  /// What a file is called in the report.
  private func name(of path: String) -> String { path == "-" ? command.stdinFilename ?? "-" : path }

  private func lint(_ path: String) throws -> LintResult {
    let contents = path == "-" ? try FileContents.standardInput() : try FileContents.open(path: path)
    let name = name(of: path)
    let options = try settings.options(for: name)
    let linter = Linter(options: options)
    let document = try document(of: contents, path: path, options)
    let input = Input(
      path: name, document: document, access: path == "-" ? nil : Input.Access(path: path, mode: contents.mode),
      hasName: path == "-" ? command.stdinFilename != nil : contents.mode != nil)
    if let fixing {
      return try FixRun(fixing, color: plan.usesColor(path: nil)).apply(input, contents, path: path, linter)
    }
    let report = try linter.lint(input)
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    return try since?.filter(report, linter) ?? report
  }

  /// - Throws: where there is no such sheet, or the run needs a file that is text.
  private func document(of contents: FileContents, path: String, _ options: LintOptions) throws -> Document {
    let document = try Document.open(contents, path: path, options)
    guard document.origin != nil else { return document }
    if fixing != nil {
      throw CommandError(
        "\(path): a workbook is not rewritten: write it as CSV with `batchlint convert`, and fix that file")
    }
    if since != nil { throw CommandError("\(path): --since compares text, and this is a workbook") }
    return document
  }

  private func printError(_ text: String) { StandardError.write(text) }
}
