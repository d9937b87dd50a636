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
        batchlint probe --host imap.contoso.com --domain-host fabrikam.com=imap.fabrikam.com users.csv
      """)

  @Argument(help: ArgumentHelp("The migration file.", valueName: "FILE"), completion: .migrationFile) var path: String

  @OptionGroup(title: "Source server") var door: ServerOptions
  @OptionGroup(title: "Pace and safety") var pace: PaceOptions
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Rules") var rules: RuleOptions
  @OptionGroup(title: "Report") var report: OutputOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let settings = try ConfigurationResolver(subject, configured, rules: rules)
    let routes = try door.routes(settings.configuration(for: path).endpoint)
    let threshold = try settings.threshold(for: path)
    let plan = try ReportPlan(report)
    try plan.refuseOverwriting([path] + [pace.journal, pace.inventory].compactMap { $0 }, "probe")
    let options = try settings.options(for: path)
    let text = try readWhole(path)
    let file = try Linter(options: options).lint(
      Input(path: path, document: Document.open(copying: text, encoding: options.encoding, sheet: options.sheet)))
    try refuseMissing(routes, file)
    // A bad option is found before anybody is asked.
    let probes = ServerProbes(
      file, routes, try pace.options(door, admin: subject.admin, settings: settings.probe(for: path)),
      triesAll: pace.tryAll)
    guard probes.signIns > 0 else { throw CommandError("\(path): no row can be tried; run `batchlint check` first") }
    describe(probes)
    if pace.dryRun { return }
    try confirm(probes)
    let servers = Array(zip(probes.parts, try signIn(probes, routes, text.count, file)))
    let notes = servers.flatMap { part, outcome in
      part.plan.notes(outcome, at: servers.count > 1 ? part.server.endpoint : nil)
    }
    let result = file.adding(notes, options: options)
    var publication = try plan.open(threshold)
    let facts = ProbeFacts(servers)
    publication.add(LintedFile(result, probe: facts))
    let problems = publication.finish()
    for problem in problems { StandardError.write("batchlint: \(problem)") }
    if let path = pace.inventory { try writeInventory(Inventory(servers), path) }
    if !report.quiet { ProbeSummary(facts, servers).write() }
    if let trouble = servers.lazy.compactMap(\.1.trouble).first { throw trouble }
    if !plan.showsText { writeObstacles(servers) }
    let isUnfinished = servers.contains { _, outcome in
      outcome.wasInterrupted || outcome.obstacle.map { $0.reach != .credential } == true
    }
    if !problems.isEmpty || isUnfinished { throw ExitCode(Status.trouble) }
    if threshold.severity.map(publication.summary.reaches) ?? false { throw ExitCode(Status.findings) }
    // Rows that were not tried must not pass for rows that open.
    if servers.contains(where: { $0.1.stopReason != nil }) { throw ExitCode(Status.trouble) }
  }

  /// Every row must have a server before the first one is tried.
  private func refuseMissing(_ routes: ServerRoutes, _ file: LintResult) throws {
    guard let first = routes.missing(in: file).first else { return }
    let rows = counted(first.rows, "row")
    throw CommandError(
      first.domain.isEmpty
        ? "\(path): \(rows) without a domain have no server; name the one of all other rows with --host"
        : "\(path): no server for \(rows) of \(first.domain); name it with --domain-host \(first.domain)=SERVER or --host"
    )
  }

  /// What keeps everybody out, where no report at the terminal says it.
  private func writeObstacles(_ servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]) {
    for (part, outcome) in servers {
      guard let obstacle = outcome.obstacle else { continue }
      StandardError.write("batchlint: \(part.server.endpoint.text): \(obstacle.sentence)")
    }
  }

  /// The file as it is now: a probe may take hours, and what is written to the file meanwhile must not be sent as
  /// somebody's password.
  private func readWhole(_ path: String) throws -> [UInt8] {
    let contents = try FileContents.open(path: path)
    let text = Array(contents.bytes)
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read") }
    return text
  }

  private func describe(_ probes: ServerProbes) {
    guard !report.quiet else { return }
    for part in probes.parts {
      StandardError.write("\(path): \(part.plan.announcement(at: part.server.endpoint, rate: pace.rate))")
    }
    let known = rowsWithVerdict
    if known > 0, let journal = pace.journal {
      StandardError.write("\(journal): \(counted(known, "row")) not tried again; the verdict is known")
    }
  }

  /// How many rows the journal spares: all with a verdict, or those that opened with `--only failed`.
  private var rowsWithVerdict: Int {
    guard pace.resume || pace.only != nil, let journal = pace.journal, let results = try? Journal.results(in: journal)
    else { return 0 }
    return results.count { pace.only == nil || $0.verdict.isGood }
  }

  /// People at a terminal are asked for confirmation; scripts are not.
  private func confirm(_ probes: ServerProbes) throws {
    guard !pace.yes, probes.signIns > 1, isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return }
    StandardError.write("Sign in now? [y/N] ", terminator: "")
    guard let answer = readLine(), ["y", "yes"].contains(answer.lowercased()) else {
      throw CommandError("cancelled; nothing was tried")
    }
  }

  private func signIn(
    _ probes: ServerProbes, _ routes: ServerRoutes, _ bytes: Int, _ file: LintResult
  ) throws -> [Prober.Outcome] {
    let journal = try pace.journal.map { journal in
      try Journal(
        path: journal,
        subject: Journal.Subject(routes, bytes: bytes, rows: file.rows, modified: modificationTime(of: path) ?? 0),
        continuation: pace.only == nil ? pace.resume ? .resume : .begin : .retryFailed)
    }
    // Before any thread begins: they take their signals from this one.
    let interrupts = Interrupts()
    let line = ProgressLine(isQuiet: report.quiet)
    defer { line.finish() }
    return try probes.runBlocking(
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
  fileprivate init(_ servers: [(part: ServerProbes.Part, outcome: Prober.Outcome)]) {
    var attempts: [RowOutcome] = []
    var counts: [String: Domain] = [:]
    for (number, server) in servers.enumerated() {
      for attempt in server.outcome.attempts {
        var outcome = RowOutcome(
          row: attempt.row, verdict: attempt.verdict.rule ?? "ok", milliseconds: attempt.milliseconds,
          startedAt: attempt.startedAt, inspection: attempt.inspection?.json)
        outcome.server = UInt16(clamping: number)
        attempts.append(outcome)
        let domain = server.part.plan.address(ofRow: attempt.row)?.split(separator: "@").last?.lowercased() ?? ""
        counts[domain, default: Domain(name: domain, rows: 0, opened: 0)].rows += 1
        if attempt.verdict.isGood { counts[domain]!.opened += 1 }
      }
    }
    self.init(
      servers: servers.map { part, outcome in
        Server(
          host: part.server.endpoint.host, port: part.server.endpoint.port,
          security: ServerOptions.name(of: part.server.security), tls: outcome.tls?.version,
          stopped: outcome.stopReason)
      }, duration: servers.map { Int($0.outcome.duration / .milliseconds(1)) }.max() ?? 0,
      attempts: attempts.sorted { $0.row < $1.row })
    guard counts.count > 1 else { return }
    domains = counts.values.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
  }
}
