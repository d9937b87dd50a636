import Layout
import Linting
import Migration
import Platform

/// Why a migration cannot be planned as it was asked for.
package struct PlanError: UserFacingError {
  package var description: String
  init(_ description: String) { self.description = description }
}

/// Where the mailboxes are, and what the batches are created with.
package struct MigrationSettings: Sendable {
  package var host: String?
  package var port: Int?
  /// `implicit`, `starttls` or `none`; nil is `implicit`.
  package var security: String?
  /// The name of the migration endpoint; nil takes the host's.
  package var endpoint: String?
  /// How many mailboxes are migrated at a time.
  package var concurrency = 20
  package var excludedFolders: [String] = []
  package var targetDeliveryDomain: String?
  package var targetDatabases: [String] = []
  package var notified: [String] = []

  package init() {}
}

extension MigrationPlan {
  /// A batch for each file.
  ///
  /// - Throws: ``PlanError`` where the files are of no or of several kinds of batches, or a setting is missing or out of
  ///   range; ``UnknownName`` for a security mode that does not exist.
  package init(_ files: [LintResult], _ settings: MigrationSettings) throws {
    guard let first = files.first, let type = MigrationType(kind: first.layout.kind) else {
      throw PlanError(
        """
        \(files.first?.path ?? ""): migration batches do not use files of the kind \
        \(files.first?.layout.kind.name ?? "")
        """
      )
    }
    for file in files where file.layout.kind.name != first.layout.kind.name {
      throw PlanError(
        """
        \(file.path): the kind is \(file.layout.kind.name), but \(first.path) is of the kind \
        \(first.layout.kind.name); plan them separately
        """
      )
    }
    self.init(type: type, endpoint: try settings.endpoint(for: type))
    for file in files { add(file: file.path, rows: file.rows) }
    server = first.layout.server
    domains = MigrationPlan.sum(files.map { $0.targetDomains() })
    allowsUnknownColumns = first.context.options.allowsUnknownColumns
    excludedFolders =
      type.excludesFolders ? MigrationPlan.excludedFolders(for: first.layout.server) + settings.excludedFolders : []
    if !type.excludesFolders, !settings.excludedFolders.isEmpty {
      throw PlanError("--exclude-folder: a \(type.rawValue) batch migrates whole mailboxes")
    }
    targetDeliveryDomain = settings.targetDeliveryDomain
    if type.needsTargetDeliveryDomain, targetDeliveryDomain == nil {
      throw PlanError(
        "a \(type.rawValue) batch needs --target-delivery-domain, such as contoso.mail.onmicrosoft.com")
    }
    targetDatabases = settings.targetDatabases
    notificationAddresses = settings.notified
  }

  private static func sum(_ lists: [[(name: String, rows: Int)]]) -> [(name: String, rows: Int)] {
    var sums: [String: Int] = [:]
    for list in lists { for entry in list { sums[entry.name, default: 0] += entry.rows } }
    return sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { (name: $0.key, rows: $0.value) }
  }
}

extension MigrationSettings {
  fileprivate func endpoint(for type: MigrationType) throws -> MigrationPlan.Endpoint {
    if type.needsHost, host == nil { throw PlanError("specify the source server with --host") }
    let how = security ?? MigrationPlan.Security.implicit.rawValue
    guard let security = MigrationPlan.Security(rawValue: how) else {
      throw UnknownName(what: "security mode", name: how, known: MigrationPlan.Security.allCases.map(\.rawValue))
    }
    guard 1...300 ~= concurrency else { throw PlanError("--concurrency must be a number from 1 to 300") }
    let port = port ?? (security == .implicit ? 993 : 143)
    guard 1...65_535 ~= port else { throw PlanError("--port must be a number from 1 to 65535") }
    let name = endpoint ?? host ?? type.rawValue
    guard 1...64 ~= name.unicodeScalars.count else { throw PlanError("--endpoint must have 1 to 64 characters") }
    return MigrationPlan.Endpoint(
      name: name, host: host, port: port, security: security, concurrentMigrations: concurrency)
  }
}
