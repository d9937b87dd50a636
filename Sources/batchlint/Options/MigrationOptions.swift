import ArgumentParser
import Authoring
import Configuration
import Files
import Layout
import Linting
import Migration
import Platform
import Reporting

/// The endpoint, and what the batches are created with.
struct MigrationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The host name of the source server.", valueName: "name")) var host: String?
  @Option(help: ArgumentHelp("The port; default 993, or 143 with starttls or none.", valueName: "number")) var port:
    Int?
  @Option(
    help: ArgumentHelp("implicit (TLS from the first byte), starttls or none.", valueName: "how"),
    completion: .list(MigrationPlan.Security.allCases.map(\.rawValue)))
  var security: String?
  @Option(help: ArgumentHelp("The name of the migration endpoint; default: the host name.", valueName: "name"))
  var endpoint: String?
  @Option(help: ArgumentHelp("How many mailboxes to migrate at a time, 1 to 300.", valueName: "n")) var concurrency = 20
  @Option(
    name: .customLong("exclude-folder"),
    help: ArgumentHelp("A folder to exclude; repeatable.", valueName: "name"))
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
    help: ArgumentHelp("An address that the service notifies about the batches; repeatable.", valueName: "address"))
  var notified: [String] = []

  func plan(_ files: [LintResult], _ configuration: Configuration) throws -> MigrationPlan {
    guard let first = files.first, let type = MigrationType(kind: first.layout.kind) else {
      throw CommandError(
        """
        \(files.first?.path ?? ""): migration batches do not use files of the kind \
        \(files.first?.layout.kind.name ?? "")
        """
      )
    }
    for file in files where file.layout.kind.name != first.layout.kind.name {
      throw CommandError(
        """
        \(file.path): the kind is \(file.layout.kind.name), but \(first.path) is of the kind \
        \(first.layout.kind.name); plan them separately
        """
      )
    }
    var plan = MigrationPlan(type: type, endpoint: try migrationEndpoint(type, configuration.endpoint))
    for file in files { plan.add(file: file.path, rows: file.rows) }
    plan.server = first.layout.server
    plan.domains = MigrationOptions.sum(files.map { $0.targetDomains() })
    plan.allowsUnknownColumns = first.context.options.allowsUnknownColumns
    plan.excludedFolders =
      type.excludesFolders ? MigrationPlan.excludedFolders(for: first.layout.server) + excludedFolders : []
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
    if type.needsHost, host == nil { throw CommandError("specify the source server with --host") }
    let how = security ?? configured?.security ?? MigrationPlan.Security.implicit.rawValue
    guard let security = MigrationPlan.Security(rawValue: how) else {
      throw UnknownName(what: "security mode", name: how, known: MigrationPlan.Security.allCases.map(\.rawValue))
    }
    guard 1...300 ~= concurrency else { throw CommandError("--concurrency must be a number from 1 to 300") }
    let port = port ?? configured?.port ?? (security == .implicit ? 993 : 143)
    guard 1...65_535 ~= port else { throw CommandError("--port must be a number from 1 to 65535") }
    let name = endpoint ?? host ?? type.rawValue
    guard 1...64 ~= name.unicodeScalars.count else {
      throw CommandError("--endpoint must have 1 to 64 characters")
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
