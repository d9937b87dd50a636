import Platform
import ArgumentParser
import Files
import IMAP
import IMAPClient
import Layout
import Linting
import Probing
import Reporting

/// `batchlint probe`: signs in to the source server with each row.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Sign in to the source server with each row, before the migration service does.",
    discussion: """
      Reports which rows will fail and why: each row's mailbox is opened read-only. The file is checked first; rows with \
      an error in their sign-in name or password are not tried. Rejected credentials are never sent again, and the run \
      stops before rejections can lock accounts.

      Examples:
        batchlint probe --host imap.contoso.com users.csv
        batchlint probe --host imap.contoso.com --sample 20 --dry-run users.csv
        batchlint probe --host imap.contoso.com --journal run.jsonl --format junit=report.xml users.csv
      """)

  @Argument(help: ArgumentHelp("The migration file.", valueName: "FILE"), completion: .migrationFile) var path: String

  @OptionGroup(title: "Source server") var door: ServerOptions
  @OptionGroup(title: "Pace and safety") var pace: PaceOptions
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  mutating func run() throws {
    let settings = try ConfigurationResolver(subject, configured, rules: rules)
    try door.complete(by: settings.configuration(for: path).endpoint)
    let threshold = try settings.threshold(for: path)
    let plan = try ReportPlan(report)
    try plan.refuseOverwriting([path] + [pace.journal, pace.inventory].compactMap { $0 }, "probe")
    let options = try settings.options(for: path)
    let text = try readWhole(path)
    let file = try Linter(options: options).lint(
      Input(path: path, document: Document.open(copying: text, encoding: options.encoding, sheet: options.sheet)))
    let probe = ProbePlan(file, triesAll: pace.tryAll, sample: pace.sample, isByProxy: door.proxyAuth)
    guard probe.signIns > 0 else { throw CommandError("\(path): no row can be tried; run `batchlint check` first") }
    // A bad option is found before anybody is asked.
    let prober = Prober(
      probe, try door.connection(), try pace.options(door, admin: subject.admin, settings: settings.probe(for: path)))
    describe(probe)
    if pace.dryRun { return }
    try confirm(probe)
    let outcome = try signIn(prober, text.count, file)
    let result = file.adding(probe.notes(outcome), options: options)
    var publication = try plan.open(threshold)
    let facts = ProbeFacts(outcome, door)
    publication.add(LintedFile(result, probe: facts))
    let problems = publication.finish()
    for problem in problems { StandardError.write("batchlint: \(problem)") }
    if let path = pace.inventory { try writeInventory(Inventory(probe, outcome), path) }
    if !report.quiet { ProbeSummary(facts, outcome, probe).write() }
    if let trouble = outcome.trouble { throw trouble }
    if let obstacle = outcome.obstacle {
      StandardError.write("batchlint: \(door.host) port \(door.portNumber): \(obstacle.sentence)")
    }
    let isUnfinished = outcome.wasInterrupted || outcome.obstacle.map { $0.reach != .credential } == true
    if !problems.isEmpty || isUnfinished { throw ExitCode(Status.trouble) }
    if threshold.severity.map(publication.summary.reaches) ?? false { throw ExitCode(Status.findings) }
  }

  /// The file as it is now: a probe may take hours, and what is written to the file meanwhile must not be sent as
  /// somebody's password.
  private func readWhole(_ path: String) throws -> [UInt8] {
    let contents = try FileContents.open(path: path)
    let text = Array(contents.bytes)
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read") }
    return text
  }

  private func describe(_ probe: ProbePlan) {
    guard !report.quiet else { return }
    let endpoint = Endpoint(host: door.host, port: door.portNumber)
    StandardError.write("\(path): \(probe.announcement(at: endpoint, rate: pace.rate))")
  }

  /// People at a terminal are asked for confirmation; scripts are not.
  private func confirm(_ probe: ProbePlan) throws {
    guard !pace.yes, probe.signIns > 1, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return }
    StandardError.write("Sign in now? [y/N] ", terminator: "")
    guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
      throw CommandError("cancelled; nothing was tried")
    }
  }

  private func signIn(_ prober: Prober, _ bytes: Int, _ file: LintResult) throws -> Prober.Outcome {
    let journal = try pace.journal.map { journal in
      try Journal(
        path: journal,
        subject: Journal.Subject(
          host: door.host, port: door.portNumber, bytes: bytes, rows: file.rows,
          modified: modificationTime(of: path) ?? 0),
        continuation: pace.only == nil ? pace.resume ? .resume : .begin : .retryFailed)
    }
    // Before any thread begins: they take their signals from this one.
    let interrupts = Interrupts()
    let line = ProgressLine(isQuiet: report.quiet)
    defer { line.finish() }
    return try prober.runBlocking(
      journal: journal, retriesUnanswered: pace.retryUnanswered, interrupts: interrupts.stream, progress: line.show)
  }

  private func writeInventory(_ inventory: Inventory, _ path: String) throws {
    var file = try OutputFile(path: path, mode: 0o600)
    try file.write(Array(inventory.text.utf8))
    try file.commit()
  }

  func validate() throws {
    if let only = pace.only {
      guard only == "failed" else { throw ValidationError("--only must be failed, not \(only)") }
      if pace.journal == nil { throw ValidationError("--only failed requires --journal") }
    }
    if door.sharedToken, door.tokenCommand == nil { throw ValidationError("--shared-token requires --token-command") }
    if pace.resume, pace.journal == nil { throw ValidationError("--resume requires --journal") }
    if pace.retryUnanswered, !pace.resume { throw ValidationError("--retry-unanswered requires --resume") }
    if door.proxyAuth, subject.admin == nil {
      throw ValidationError("--proxy-auth requires --admin")
    }
    if door.proxyAuth, door.tokenCommand != nil {
      throw ValidationError("--proxy-auth and --token-command are mutually exclusive")
    }
  }
}

extension ProbeFacts {
  fileprivate init(_ outcome: Prober.Outcome, _ door: ServerOptions) {
    self.init(
      host: door.host, port: door.portNumber, security: door.security, tls: outcome.tls?.version,
      duration: Int(outcome.duration / .milliseconds(1)), stopped: outcome.stopReason,
      attempts: outcome.attempts.map {
        RowOutcome(
          row: $0.row, verdict: $0.verdict.rule ?? "ok", milliseconds: $0.milliseconds, startedAt: $0.startedAt,
          inspection: $0.inspection?.json)
      })
  }
}
