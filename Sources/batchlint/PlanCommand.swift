import ArgumentParser
import Authoring
import Configuration
import Files
import Linting
import Migration
import Platform
import Reporting

/// `batchlint plan FILE...`: the PowerShell commands that create endpoint and batches, and a checklist.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Write the PowerShell commands that create endpoint and batches, and a checklist.",
    discussion: """
      Each file becomes one batch; a file whose name ends in -pilot comes first. The files are checked first. The script \
      tests the source server, creates the endpoint and each batch, and leaves alone what exists already. It contains no \
      password.

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
      "Where migrate.ps1 and plan.md are written; the directory is created, for its owner only.", valueName: "dir"),
    completion: .directory)
  var outputDir: String?
  @Option(
    help: ArgumentHelp("files, or on standard output: json, script or checklist.", valueName: "what"),
    completion: .list(Output.allCases.map(\.rawValue)))
  var format = Output.files
  @Flag(help: "Write the plan although the files have findings at or above the threshold.") var allowFindings = false
  @Flag(help: "Overwrite migrate.ps1 and plan.md.") var force = false
  @OptionGroup(title: "What the files are") var subject: SubjectOptions
  @OptionGroup(title: "Configuration") var configured: ConfigurationOptions

  func run() throws {
    let settings = try ConfigurationResolver(subject, configured)
    let files = try paths.map { try lint($0, settings) }
    try refuseFindings(files, settings)
    let plan = try migration.plan(files, settings.configuration(for: paths[0]))
    let script = MigrationScript(plan, version: Batchlint.version)
    let output = standardOutput()
    defer { output.flush() }
    switch format {
    case .json: output.put(plan.json(script: script.text) + [0x0A])
    case .script: output.put(script.bytes)
    case .checklist: output.put(MigrationChecklist(plan).text)
    case .files:
      guard let outputDir else { throw CommandError("plan writes two files: name their directory with --output-dir") }
      try write([("migrate.ps1", script.bytes), ("plan.md", Array(MigrationChecklist(plan).text.utf8))], to: outputDir)
      output.put("\(join(outputDir, "migrate.ps1"))\n\(join(outputDir, "plan.md"))\n")
    }
  }

  func validate() throws {
    if paths.isEmpty { throw ValidationError("name at least one migration file") }
    if format != .files, outputDir != nil { throw ValidationError("--output-dir excludes --format \(format.rawValue)") }
  }

  private func lint(_ path: String, _ settings: ConfigurationResolver) throws -> LintResult {
    let contents = try FileContents.open(path: path)
    let options = try settings.options(for: path)
    let document = Document(contents.bytes, owner: contents, encoding: options.encoding)
    let result = try Linter(options: options).lint(Input(path: path, document: document))
    if contents.wasTruncated { throw CommandError("\(path): the file changed while it was read; try again") }
    return result
  }

  private func refuseFindings(_ files: [LintResult], _ settings: ConfigurationResolver) throws {
    guard !allowFindings else { return }
    for file in files {
      guard let threshold = try settings.threshold(for: file.path).severity else { continue }
      let count = Severity.allCases.filter { $0 >= threshold }.reduce(0) { $0 + file.count($1) }
      guard count > 0 else { continue }
      StandardError.write(
        "batchlint: \(file.path): \(counted(count, "finding")); run `batchlint check` and fix them, or pass --allow-findings"
      )
      throw ExitCode(Status.findings)
    }
  }

  private func write(_ files: [(name: String, bytes: [UInt8])], to directory: String) throws {
    if !exists(directory) {
      guard mkdir(directory, 0o700) == 0 else { throw CommandError("\(directory): the directory cannot be created") }
    }
    for file in files where exists(join(directory, file.name)) && !force {
      throw CommandError("\(join(directory, file.name)): the file exists; --force overwrites it")
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

/// The endpoint, and what the batches are created with.
struct MigrationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The source server's full name.", valueName: "name")) var host: String?
  @Option(help: ArgumentHelp("993, or 143 without TLS from the first byte.", valueName: "number")) var port: Int?
  @Option(
    help: ArgumentHelp("implicit (TLS from the first byte), starttls or none.", valueName: "how"),
    completion: .list(MigrationPlan.Security.allCases.map(\.rawValue)))
  var security: String?
  @Option(help: ArgumentHelp("The migration endpoint's name; by default made from the host's.", valueName: "name"))
  var endpoint: String?
  @Option(help: ArgumentHelp("How many mailboxes migrate at a time, 1 to 300.", valueName: "n")) var concurrency = 20
  @Option(
    name: .customLong("exclude-folder"),
    help: ArgumentHelp("A folder that is not migrated; repeatable.", valueName: "name"))
  var excludedFolders: [String] = []
  @Option(
    help: ArgumentHelp("The mail domain of the target, such as contoso.mail.onmicrosoft.com.", valueName: "domain"))
  var targetDeliveryDomain: String?
  @Option(
    name: .customLong("target-database"),
    help: ArgumentHelp("A mailbox database of the target; repeatable.", valueName: "name"))
  var targetDatabases: [String] = []
  @Option(
    name: .customLong("notify"),
    help: ArgumentHelp("Whom the service tells about the batches; repeatable.", valueName: "address"))
  var notified: [String] = []

  func plan(_ files: [LintResult], _ configuration: Configuration) throws -> MigrationPlan {
    guard let first = files.first, let type = MigrationType(kind: first.table.kind) else {
      throw CommandError(
        "\(files.first?.path ?? ""): no migration batch takes a file of the kind \(files.first?.table.kind.name ?? "")")
    }
    for file in files where file.table.kind.name != first.table.kind.name {
      throw CommandError(
        "\(file.path): the kind is \(file.table.kind.name), but \(first.path) is of the kind \(first.table.kind.name); plan them one by one"
      )
    }
    var plan = MigrationPlan(type: type, endpoint: try migrationEndpoint(type, configuration.endpoint))
    for file in files { plan.add(file: file.path, rows: file.rows) }
    plan.server = first.table.server
    plan.domains = MigrationOptions.sum(files.map { $0.targetDomains() })
    plan.allowsUnknownColumns = first.table.options.allowsUnknownColumns
    plan.excludedFolders =
      type.excludesFolders ? MigrationPlan.excludedFolders(for: first.table.server) + excludedFolders : []
    if !type.excludesFolders, !excludedFolders.isEmpty {
      throw CommandError("--exclude-folder: a \(type.rawValue) batch migrates whole mailboxes")
    }
    plan.targetDeliveryDomain = targetDeliveryDomain
    if type.needsTargetDeliveryDomain, targetDeliveryDomain == nil {
      throw CommandError(
        "a \(type.rawValue) batch needs --target-delivery-domain, such as contoso.mail.onmicrosoft.com")
    }
    plan.targetDatabases = targetDatabases
    plan.notificationAddresses = notified
    return plan
  }

  private func migrationEndpoint(_ type: MigrationType, _ configured: Configuration.Endpoint?) throws
    -> MigrationPlan.Endpoint
  {
    let host = host ?? configured?.host
    if type.needsHost, host == nil { throw CommandError("name the source server with --host") }
    let how = security ?? configured?.security ?? MigrationPlan.Security.implicit.rawValue
    guard let security = MigrationPlan.Security(rawValue: how) else {
      throw UnknownName(what: "choice of security", name: how, known: MigrationPlan.Security.allCases.map(\.rawValue))
    }
    guard 1...300 ~= concurrency else { throw CommandError("--concurrency takes a number from 1 to 300") }
    let port = port ?? configured?.port ?? (security == .implicit ? 993 : 143)
    guard 1...65_535 ~= port else { throw CommandError("--port takes a number from 1 to 65535") }
    let name = endpoint ?? host ?? type.rawValue
    guard 1...64 ~= name.unicodeScalars.count else {
      throw CommandError("--endpoint: a name has 1 to 64 characters")
    }
    return MigrationPlan.Endpoint(
      name: name, host: host, port: port, security: security, concurrentMigrations: concurrency)
  }

  private static func sum(_ lists: [[(name: String, rows: Int)]]) -> [(name: String, rows: Int)] {
    var sums: [String: Int] = [:]
    for list in lists { for entry in list { sums[entry.name, default: 0] += entry.rows } }
    return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (name: $0.key, rows: $0.value) }
  }
}
