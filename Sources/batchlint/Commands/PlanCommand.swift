import ArgumentParser
import Authoring
import Configuration
import Files
import Layout
import Linting
import Migration
import Platform
import Probing
import Reporting

/// `batchlint plan FILE...`: the PowerShell commands that create endpoint and batches, and a checklist.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Write the PowerShell script that creates the migration batches, and a checklist.",
    discussion: """
      Checks the files and plans one batch for each; a file whose name ends in -pilot comes first. The script tests \
      the source server, and creates the endpoint and the batches that do not exist yet. It contains no password.

      Examples:
        batchlint plan --host imap.contoso.com --output-dir migration users.csv
        batchlint plan --host imap.contoso.com --format json users-pilot.csv users-01.csv users-02.csv
      """)

  /// What is printed instead of a directory being written.
  enum Output: String, CaseIterable, ExpressibleByArgument { case files, json, script, checklist }

  @Argument(help: ArgumentHelp("The migration files.", valueName: "FILE"), completion: .migrationFile)
  var paths: [String]
  @OptionGroup(title: "The migration") var migration: MigrationOptions
  @Option(
    name: [.customShort("o"), .customLong("output-dir")],
    help: ArgumentHelp(
      "The directory for migrate.ps1 and plan.md; created private if it does not exist.", valueName: "dir"),
    completion: .directory)
  var outputDir: String?
  @Option(
    help: ArgumentHelp("files, or json, script or checklist for standard output.", valueName: "what"),
    completion: .list(Output.allCases.map(\.rawValue)))
  var format = Output.files
  @Option(
    help: ArgumentHelp(
      "The journal of `probe --inspect`, for sizes and an estimate of the duration; repeatable.", valueName: "file"),
    completion: .file())
  var journal: [String] = []
  @Flag(help: "Write the plan even if files have findings at or above the threshold.") var allowFindings = false
  @Flag(help: "Overwrite migrate.ps1 and plan.md.") var force = false
  @OptionGroup(title: "Input") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let settings = try ConfigurationResolver(subject, configured)
    let files = try paths.map { try lint($0, settings) }
    try refuseFindings(files, settings)
    var plan = try MigrationPlan(files, migration.settings(settings.configuration(for: paths[0]).endpoint))
    if !journal.isEmpty { plan.inventory = try inventory() }
    try noteOtherServers(settings)
    let script = MigrationScript(plan, version: Batchlint.version)
    let output = standardOutput()
    defer { output.flush() }
    switch format {
    case .json: output.put(plan.json(script: script.text) + [0x0A])
    case .script: output.put(script.bytes)
    case .checklist: output.put(MigrationChecklist(plan).text)
    case .files:
      guard let outputDir else {
        throw CommandError("specify the directory for migrate.ps1 and plan.md with --output-dir")
      }
      try write([("migrate.ps1", script.bytes), ("plan.md", Array(MigrationChecklist(plan).text.utf8))], to: outputDir)
      output.put("\(join(outputDir, "migrate.ps1"))\n\(join(outputDir, "plan.md"))\n")
    }
  }

  func validate() throws {
    if paths.isEmpty { throw ValidationError("specify at least one migration file") }
    if format != .files, outputDir != nil {
      throw ValidationError("--output-dir cannot be used with --format \(format.rawValue)")
    }
  }

  private func lint(_ path: String, _ settings: ConfigurationResolver) throws -> LintResult {
    let contents = try FileContents.open(path: path)
    let options = try settings.options(for: path)
    let document = try Document.open(contents, path: path, options)
    let csv = document.origin == nil ? path : converted(path)
    let result = try Linter(options: options).lint(Input(path: csv, document: document))
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    return result
  }

  /// An endpoint has one server, and so has a batch.
  private func noteOtherServers(_ settings: ConfigurationResolver) throws {
    guard migration.host == nil, let endpoint = try settings.configuration(for: paths[0]).endpoint,
      !endpoint.domains.isEmpty
    else { return }
    StandardError.write(
      """
      batchlint: the plan uses one server; the rows of \(endpoint.domains.map(\.name).joined(separator: ", ")) are on \
      others: split the file with `batchlint split --keep domain`, and plan each server's files with --host
      """)
  }

  /// What the probe found in the mailboxes.
  private func inventory() throws -> MigrationPlan.Inventory {
    var sum = MigrationPlan.Inventory(mailboxes: 0, bytes: 0, messages: 0, tooLargeMessages: 0)
    for path in journal {
      for case let found? in try Journal.results(in: path).lazy.map(\.inspection) {
        sum.mailboxes += 1
        sum.bytes += Int(clamping: found.octets ?? 0)
        sum.messages += Int(clamping: found.messages)
        sum.tooLargeMessages += found.largeMessages
      }
    }
    guard sum.mailboxes > 0 else {
      throw CommandError("\(journal[0]): no mailbox was inspected; probe with --inspect --journal")
    }
    return sum
  }

  /// The CSV file that a workbook becomes: the service takes nothing else, and the plan names it.
  private func converted(_ path: String) -> String {
    let csv = path.prefix(upTo: path.lastIndex(of: ".") ?? path.endIndex) + ".csv"
    StandardError.write(
      "batchlint: the plan names \(csv) instead of the workbook: write it with `batchlint convert \(path) -o \(csv)`")
    return String(csv)
  }

  private func refuseFindings(_ files: [LintResult], _ settings: ConfigurationResolver) throws {
    guard !allowFindings else { return }
    for file in files {
      guard let threshold = try settings.threshold(for: file.path).severity else { continue }
      let count = Severity.allCases.filter { $0 >= threshold }.reduce(0) { $0 + file.count($1) }
      guard count > 0 else { continue }
      StandardError.write(
        """
        batchlint: \(file.path): \(counted(count, "finding")); fix what `batchlint check` reports, or pass \
        --allow-findings
        """
      )
      throw ExitCode(Status.findings)
    }
  }

  private func write(_ files: [(name: String, bytes: [UInt8])], to directory: String) throws {
    if !exists(directory) { try createPrivateDirectory(directory) }
    for file in files where exists(join(directory, file.name)) && !force {
      throw CommandError("\(join(directory, file.name)): file exists; overwrite it with --force")
    }
    for file in files {
      var target = try OutputFile(path: join(directory, file.name), mode: 0o600)
      try file.bytes.withUnsafeBytes { bytes in
        try Result { () throws(FileError) in try target.write(bytes) }.get()
      }
      try target.commit()
    }
  }
}
