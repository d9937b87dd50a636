import ArgumentParser
import Authoring
import Configuration
import IMAPClient

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

  func validate() throws {
    if let host {
      do { _ = try ServerLocation(host) } catch { throw ValidationError("--host: \(error)") }
    }
  }

  /// The options, and what the configuration says of the endpoint where they leave it open.
  func settings(_ configured: Configuration.Endpoint?) -> MigrationSettings {
    var settings = MigrationSettings()
    let location = host.flatMap { try? ServerLocation($0) }
    settings.host = location?.host ?? configured?.host
    settings.port = port ?? location?.port ?? configured?.port
    settings.security = security ?? location?.security ?? configured?.security
    settings.endpoint = endpoint ?? location?.host
    settings.concurrency = concurrency
    settings.excludedFolders = excludedFolders
    settings.targetDeliveryDomain = targetDeliveryDomain
    settings.targetDatabases = targetDatabases
    settings.notified = notified
    return settings
  }
}

extension ServerLocation {
  /// How the scheme secures the connection; nil where there is none.
  fileprivate var security: String? { scheme.map { $0 == "imap" ? "starttls" : "implicit" } }
}
