import Migration

/// A type of migration batch, by the cmdlets that create it.
///
/// Source of all parameters: MicrosoftDocs/office-docs-powershell, `New-MigrationEndpoint.md`, `New-MigrationBatch.md` and
/// `Test-MigrationServerAvailability.md`.
package enum MigrationType: String, Sendable, CaseIterable {
  case imap
  case staged
  case remoteMove = "remote-move"
  case remoteMoveOffboarding = "remote-move-offboarding"
  case localMove = "local-move"
  case googleWorkspace = "google-workspace"
  case crossTenant = "cross-tenant"
  case publicFolders = "public-folders"
  case publicFoldersToGroups = "public-folders-groups"

  /// The type of a kind of migration file; nil for a kind that no migration batch takes.
  package init?(kind: Kind) { self.init(rawValue: kind.name) }

  /// The plan must name the source server.
  package var needsHost: Bool {
    switch self {
    case .imap, .remoteMove, .remoteMoveOffboarding, .publicFolders, .publicFoldersToGroups: true
    case .staged, .localMove, .googleWorkspace, .crossTenant: false
    }
  }

  /// The batch names the mail domain of the target (`-TargetDeliveryDomain`).
  package var needsTargetDeliveryDomain: Bool {
    switch self {
    case .remoteMove, .remoteMoveOffboarding, .googleWorkspace, .crossTenant: true
    case .imap, .staged, .localMove, .publicFolders, .publicFoldersToGroups: false
    }
  }

  /// The batch may leave out folders (`-ExcludeFolders`).
  package var excludesFolders: Bool { self == .imap || self == .googleWorkspace }

  /// Mailboxes are switched over when the batch is completed (`Complete-MigrationBatch`).
  package var isCompleted: Bool {
    switch self {
    case .remoteMove, .remoteMoveOffboarding, .localMove, .crossTenant, .publicFolders, .publicFoldersToGroups: true
    case .imap, .staged, .googleWorkspace: false
    }
  }

  /// What the script asks for when it runs.
  var prompts: [String] {
    switch self {
    case .imap, .localMove: []
    case .staged, .remoteMove, .remoteMoveOffboarding, .publicFolders, .publicFoldersToGroups:
      ["$Credential = Get-Credential -Message 'Administrator of the source Exchange organization'"]
    case .googleWorkspace, .crossTenant: []
    }
  }

  /// The script's parameters besides the folder and what to start.
  var scriptParameters: [String] {
    switch self {
    case .staged: ["[Parameter(Mandatory)] [string] $AdminAddress"]
    case .googleWorkspace: ["[Parameter(Mandatory)] [string] $KeyFile"]
    case .crossTenant:
      [
        "[Parameter(Mandatory)] [string] $ApplicationId", "[Parameter(Mandatory)] [string] $AppSecretKeyVaultUrl",
        "[Parameter(Mandatory)] [string] $RemoteTenant",
      ]
    default: []
    }
  }

  /// The test of the source server's availability; nil where there is none for the type.
  func test(_ endpoint: MigrationPlan.Endpoint) -> Cmdlet? {
    let test = Cmdlet("Test-MigrationServerAvailability")
    switch self {
    case .imap:
      return test.with("Imap").with("RemoteServer", endpoint.host ?? "").with("Port", endpoint.port)
        .with("Security", expression: endpoint.security.expression)
    case .staged:
      return test.with("ExchangeOutlookAnywhere").with("Autodiscover")
        .with("EmailAddress", expression: "$AdminAddress").with("Credentials", expression: "$Credential")
    case .remoteMove, .remoteMoveOffboarding:
      return test.with("ExchangeRemoteMove").with("RemoteServer", endpoint.host ?? "")
        .with("Credentials", expression: "$Credential")
    case .googleWorkspace:
      return test.with("Gmail").with(
        "ServiceAccountKeyFileData", expression: "([System.IO.File]::ReadAllBytes($KeyFile))")
    case .localMove, .crossTenant, .publicFolders, .publicFoldersToGroups:
      return nil
    }
  }

  /// The call that creates the endpoint; nil for a local move, which needs none.
  func createEndpoint(_ endpoint: MigrationPlan.Endpoint) -> Cmdlet? {
    let new = Cmdlet("New-MigrationEndpoint")
    func named(_ cmdlet: Cmdlet) -> Cmdlet { cmdlet.with("Name", endpoint.name) }
    switch self {
    case .imap:
      return named(new.with("IMAP")).with("RemoteServer", endpoint.host ?? "").with("Port", endpoint.port)
        .with("Security", expression: endpoint.security.expression)
        .with("MaxConcurrentMigrations", endpoint.concurrentMigrations)
    case .staged:
      return named(new.with("ExchangeOutlookAnywhere")).with("Autodiscover")
        .with("EmailAddress", expression: "$AdminAddress").with("Credentials", expression: "$Credential")
        .with("MaxConcurrentMigrations", endpoint.concurrentMigrations)
    case .remoteMove, .remoteMoveOffboarding:
      return named(new.with("ExchangeRemoteMove")).with("RemoteServer", endpoint.host ?? "")
        .with("Credentials", expression: "$Credential")
        .with("MaxConcurrentMigrations", endpoint.concurrentMigrations)
    case .googleWorkspace:
      return named(new.with("Gmail"))
        .with("ServiceAccountKeyFileData", expression: "([System.IO.File]::ReadAllBytes($KeyFile))")
        .with("MaxConcurrentMigrations", endpoint.concurrentMigrations)
    case .crossTenant:
      return named(new.with("ExchangeRemoteMove")).with("RemoteServer", endpoint.host ?? "outlook.office.com")
        .with("ApplicationId", expression: "$ApplicationId")
        .with("AppSecretKeyVaultUrl", expression: "$AppSecretKeyVaultUrl")
        .with("RemoteTenant", expression: "$RemoteTenant")
    case .publicFolders:
      return named(new.with("PublicFolder")).with("RemoteServer", endpoint.host ?? "")
        .with("Credentials", expression: "$Credential")
    case .publicFoldersToGroups:
      return named(new.with("PublicFolderToUnifiedGroup")).with("RemoteServer", endpoint.host ?? "")
        .with("Credentials", expression: "$Credential")
    case .localMove:
      return nil
    }
  }

  /// The call that creates a batch.
  func createBatch(_ batch: MigrationPlan.Batch, _ plan: MigrationPlan) -> Cmdlet {
    var new = Cmdlet("New-MigrationBatch")
    if self == .localMove { new = new.with("Local") }
    if self == .publicFoldersToGroups { new = new.with("PublicFolderToUnifiedGroup") }
    new = new.with("Name", batch.name)
    switch self {
    case .localMove: break
    case .remoteMoveOffboarding: new = new.with("TargetEndpoint", plan.endpoint.name)
    default: new = new.with("SourceEndpoint", plan.endpoint.name)
    }
    if needsTargetDeliveryDomain, let domain = plan.targetDeliveryDomain {
      new = new.with("TargetDeliveryDomain", domain)
    }
    if self == .localMove || self == .remoteMoveOffboarding { new = new.with("TargetDatabases", plan.targetDatabases) }
    new = new.with("CSVData", bytesOf: batch.file)
    if excludesFolders { new = new.with("ExcludeFolders", plan.excludedFolders) }
    if plan.allowsUnknownColumns { new = new.with("AllowUnknownColumnsInCsv", expression: "$true") }
    return new.with("NotificationEmails", plan.notificationAddresses)
  }
}
