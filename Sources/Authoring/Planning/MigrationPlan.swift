import Linting
import Migration

/// What is to be migrated, from where, in which batches: everything that the script and the checklist are made from.
///
/// It holds no password and no row: a mailbox is only counted.
package struct MigrationPlan: Sendable {
  /// How the service connects to the source server (New-MigrationEndpoint, `-Security`).
  package enum Security: String, Sendable, CaseIterable {
    case implicit, starttls, none

    var expression: StaticString {
      switch self {
      case .implicit: "Ssl"
      case .starttls: "Tls"
      case .none: "None"
      }
    }
  }

  /// The migration endpoint.
  package struct Endpoint: Sendable {
    package var name: String
    /// The source server; nil where the type needs none.
    package var host: String?
    package var port: Int
    package var security: Security
    package var concurrentMigrations: Int

    package init(name: String, host: String?, port: Int, security: Security, concurrentMigrations: Int) {
      (self.name, self.host, self.port, self.security) = (name, host, port, security)
      self.concurrentMigrations = concurrentMigrations
    }
  }

  /// One file, which becomes one batch.
  package struct Batch: Sendable {
    /// At most 64 characters, unique in the plan (New-MigrationBatch, `-Name`).
    package var name: String
    /// The file's name, without a directory.
    package var file: String
    package var mailboxes: Int
    package var isPilot: Bool
  }

  package var type: MigrationType
  package var endpoint: Endpoint
  /// The pilot first.
  package var batches: [Batch] = []
  /// The target domains with their number of rows, the most frequent first.
  package var domains: [(name: String, rows: Int)] = []
  package var excludedFolders: [String] = []
  package var targetDeliveryDomain: String?
  package var targetDatabases: [String] = []
  package var notificationAddresses: [String] = []
  package var allowsUnknownColumns = false
  /// The source server's kind, for its notes; nil where it is unknown.
  package var server: Server?
  /// What a probe with `--inspect` found; nil without one.
  package var inventory: Inventory?

  /// Sizes and counts of the source mailboxes.
  package struct Inventory: Sendable {
    package var mailboxes: Int
    package var bytes: Int
    package var messages: Int
    package var tooLargeMessages: Int

    package init(mailboxes: Int, bytes: Int, messages: Int, tooLargeMessages: Int) {
      (self.mailboxes, self.bytes, self.messages) = (mailboxes, bytes, messages)
      self.tooLargeMessages = tooLargeMessages
    }
  }

  package init(type: MigrationType, endpoint: Endpoint) {
    self.type = type
    self.endpoint = endpoint
  }

  package var mailboxes: Int { batches.reduce(0) { $0 + $1.mailboxes } }

  /// Adds a file as a batch; a file whose name ends in `-pilot` comes first.
  package mutating func add(file path: String, rows: Int) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let base = BatchNames.stem(of: file)
    var name = base
    var number = 1
    let used = Set(batches.map { $0.name.lowercased() })
    while used.contains(name.lowercased()) {
      number += 1
      let suffix = "-\(number)"
      name = base.prefix(BatchNames.usualLimit - suffix.count) + suffix
    }
    let batch = Batch(name: name, file: file, mailboxes: rows, isPilot: base.lowercased().hasSuffix("-pilot"))
    if batch.isPilot, let place = batches.firstIndex(where: { !$0.isPilot }) {
      batches.insert(batch, at: place)
    } else {
      batches.append(batch)
    }
  }

  /// Folders that every migration from a server leaves out, because their content would be copied twice or into every
  /// mailbox: the labels of Gmail, the public folders of Exchange.
  package static func excludedFolders(for server: Server) -> [String] {
    switch server.name {
    case "gmail": ["[Gmail]"]
    case "exchange", "exchange-online": ["Public Folders"]
    default: []
    }
  }
}

extension LintResult {
  /// The domains of the target addresses with their number of rows, the most frequent first; at most `limit`.
  package func targetDomains(_ limit: Int = 20) -> [(name: String, rows: Int)] {
    let found = context.statistics.domains.entries.compactMap { entry -> (name: String, rows: Int)? in
      guard let row = entry.rows.first,
        let name = shown(entry.range, ofColumn: layout.addressColumn, in: context.rowIndex.place(ofRow: row))
      else { return nil }
      return (name.lowercased(), entry.count)
    }
    return Array(found.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }.prefix(limit))
  }
}
