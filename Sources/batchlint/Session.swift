import ArgumentParser
import Files
import Linting
import Reporting

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One run of `check`: opens, lints and reports file by file.
struct Session {
  struct Outcome {
    var couldNotRead = false
    var hasFindings = false
  }

  private let command: RunOptions
  /// Nil where files are only linted.
  private let mending: Mending?
  private let settings: SettingsResolver
  private let formats: [(format: Format, path: String?)]
  private let color: ColorChoice

  init(_ command: RunOptions, mending: Mending?) throws {
    guard !command.paths.isEmpty else { throw Trouble("name a file or a directory, or - for standard input; --help shows more") }
    self.command = command
    self.mending = mending
    settings = try SettingsResolver(
      command.subject, command.configured, rules: command.rules, stdinName: command.stdinFilename)
    formats = try FormatOption.parse(command.report.format).map { FormatOption.placed($0, command.paths, mending) }
    guard let color = ColorChoice(rawValue: command.report.color) else {
      throw UnknownName(what: "choice of colour", name: command.report.color, known: ColorChoice.allCases.map(\.rawValue))
    }
    self.color = color
    if let most = command.report.maxFindings, most < 0 { throw Trouble("--max-findings wants a number from 0 on") }
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
    for case let path? in formats.map(\.path) where inputs.contains(where: { areSameFile(path, $0) }) {
      throw Trouble("\(path): this is a file to check; the report would take its place")
    }
    // A bad configuration is found before anything is written.
    let threshold = try settings.threshold(for: inputs.first)
    var baseline = try BaselineRun(command.report)
    let destinations = try openDestinations(threshold)
    var summary = Summary()
    for destination in destinations { destination.reporter.begin() }
    for path in inputs {
      do {
        let file = baseline.filter(try lint(path))
        let left = command.report.maxFindings.map { max(0, $0 - summary.shown) } ?? file.findings.count
        let shown = min(left, file.findings.count)
        summary.add(file, shown: shown)
        for destination in destinations { destination.reporter.report(file, shown: shown) }
      } catch where error is FileError || error is Trouble {
        tell("batchlint: \(error)")
        outcome.couldNotRead = true
      }
    }
    for destination in destinations {
      destination.reporter.end(summary)
      if let problem = destination.finish() {
        tell("batchlint: \(problem)")
        outcome.couldNotRead = true
      }
    }
    try baseline.finish()
    outcome.hasFindings = threshold.severity.map(summary.reaches) ?? false
    return outcome
  }

  private func openDestinations(_ threshold: FailThreshold) throws -> [Destination] {
    var destinations = try formats.map { try Destination(format: $0.format, path: $0.path, options: reportOptions(threshold, $0.path)) }
    // GitHub shows annotations beside the changed lines, and a summary on the run's page.
    guard CIEnvironment.isGitHubActions, mending == nil else { return destinations }
    let asked = Set(formats.map(\.format))
    if formats.contains(where: { $0.format == .text && $0.path == nil }), !asked.contains(.github) {
      destinations.append(try Destination(format: .github, path: nil, options: reportOptions(threshold, nil)))
    }
    if let path = CIEnvironment.summaryPath, asked.contains(.github) || asked.contains(.text) {
      destinations.append(try Destination(format: .markdown, path: path, options: reportOptions(threshold, path), appends: true))
    }
    return destinations
  }

  private func reportOptions(_ threshold: FailThreshold, _ path: String?) -> ReportOptions {
    var options = ReportOptions(version: Batchlint.version)
    options.failOn = threshold.severity
    options.isQuiet = command.report.quiet
    options.isVerbose = command.report.verbose
    options.color = usesColor(path: path)
    options.pathPrefix = CIEnvironment.pathPrefix
    return options
  }

  private func usesColor(path: String?) -> Bool {
    switch color {
    case .always: true
    case .never: false
    case .auto: path == nil && isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR").map { $0.pointee == 0 } ?? true
    }
  }

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
        tell("batchlint: \(problem)")
        outcome.couldNotRead = true
      }
      if files.isEmpty, problems.isEmpty { tell("batchlint: \(path): no .csv file here") }
    }
    return inputs
  }

  private func lint(_ path: String) throws -> FileReport {
    let contents = path == "-" ? try FileContents.standardInput() : try FileContents.open(path: path)
    let name = path == "-" ? command.stdinFilename ?? "-" : path
    let options = try settings.options(for: name)
    let linter = Linter(options: options)
    let document = Document(contents.bytes, owner: contents, encoding: options.encoding)
    let input = Input(path: name, document: document, access: access(path, contents),
      hasName: path == "-" ? command.stdinFilename != nil : contents.mode != nil)
    if let mending {
      return try MendingRun(mending, color: usesColor(path: nil)).mend(input, contents, path: path, linter)
    }
    let report = try linter.lint(input)
    if contents.wasTruncated { throw Trouble("\(path): the file changed while it was read; try again") }
    return report
  }

  /// Who else can read the file; in a git work tree the mode is git's and says nothing.
  private func access(_ path: String, _ contents: FileContents) -> Input.Access? {
    guard path != "-", let mode = contents.mode, mode & 0o044 != 0, !isInsideGitWorkTree(path) else { return nil }
    let (group, others) = othersCanReach(path, mode: mode)
    return Input.Access(group: group, others: others)
  }

  private func tell(_ text: String) { StandardError.write(text) }
}
